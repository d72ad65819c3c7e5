package ipcmd

import (
	"fmt"
	"strconv"
	"strings"

	"vethlab/lab/topo"
)

// Congestion is a way of congestion control (RTAX_CC_ALGO of rtnetlink.h); it is locked where a program may not choose another.
type Congestion struct {
	Name   string // empty for the usual one
	Locked bool
}

// metricRows are the words of a route's metrics; the last one writes them all, in the order in which they were given.
func metricRows(yield func(routeRow) bool) bool {
	metric := func(form, en, zh string) routeRow {
		return routeRow{said: said{form, en, zh}, read: func(p *routeParser) error { return p.metric(whole(form)) }}
	}
	duration := func(form, en, zh string, scale uint32) routeRow {
		return routeRow{said: said{form, en, zh}, read: func(p *routeParser) error { return p.duration(whole(form), scale) }}
	}
	rows := []routeRow{
		metric("mtu BYTES", "the longest packet on this way", "这条路上最长的包"),
		metric("hoplimit NUMBER", "how many routers its packets may pass", "包最多经过几个路由器"),
		metric("advmss BYTES", "the longest piece that TCP asks for", "TCP 请求的最长分段"),
		metric("r[eordering] NUMBER", "how far out of order TCP expects packets", "TCP 预计的乱序程度"),
		metric("w[indow] BYTES", "the largest window of TCP", "TCP 的最大窗口"),
		metric("c[wnd] PACKETS", "how far TCP's window of packets on the way may grow, with lock", "TCP 在途包的窗口最大多少，与 lock 同用"),
		metric("i[nitcwnd] PACKETS", "how many packets TCP sends at first", "TCP 一开始发几个包"),
		metric("initr[wnd] PACKETS", "how many packets TCP takes at first", "TCP 一开始收几个包"),
		metric("q[uickack] NUMBER", "whether TCP answers each packet at once: 1 or 0", "TCP 是否立即确认每个包：1 或 0"),
		metric("s[sthresh] NUMBER", "where TCP begins to speed up slowly", "TCP 从哪里开始缓慢增速"),
		duration("rtt TIME", "how long an answer takes at first", "最初估计的往返时间", 8),
		duration("rto_min TIME", "how long TCP waits at least before it sends again", "TCP 重发前至少等多久", 1),
		duration("rt[tvar] TIME", "how far answers differ in time at first", "最初估计的往返时间的波动", 4),
		{said: said{"f[eatures] NAME", "what TCP may do: ecn", "TCP 可以用什么：ecn"}, read: (*routeParser).features},
		{said: said{"co[ngctl] NAME", "how TCP finds out what the way carries: cubic, reno", "TCP 怎样试探路能承载多少：cubic、reno"}, read: (*routeParser).congestion,
			write: func(p *routeParser) []string { return congestionWords(p.route.Congestion) }},
		metric("fa[stopen_no_cookie] NUMBER", "whether data may come with TCP's first packet, without a cookie: 1 or 0", "TCP 的第一个包是否可以不带 cookie 就携带数据：1 或 0"),
	}
	rows[len(rows)-1].write = func(p *routeParser) []string { return metricWords(p.route.Metrics) }
	return each(yield, rows)
}

// metric takes a metric's value, which may be locked.
func (p *routeParser) metric(name string) error {
	m := topo.Metric{Name: name}
	word, err := p.next()
	if err != nil {
		return err
	}
	isSwitch := name == "quickack" || name == "fastopen_no_cookie"
	if word == "lock" && !isSwitch {
		m.Locked = true
		if word, err = p.next(); err != nil {
			return err
		}
	}
	if name == "advmss" {
		name = "mss"
	}
	value, ok := number(word)
	if !ok || m.Name == "hoplimit" && value > 255 {
		return invalid(fmt.Sprintf("\"%s\" value is invalid\n", name), word)
	}
	if isSwitch && value > 1 {
		return invalid(fmt.Sprintf("\"%s\" value should be 0 or 1\n", name), word)
	}
	m.Value = value
	p.route.Metrics = append(p.route.Metrics, m)
	return nil
}

// duration takes a time (get_time_rtt), which the kernel keeps as so many times the milliseconds; without a unit it is what the kernel
// keeps. That of rto_min is always locked.
func (p *routeParser) duration(name string, scale uint32) error {
	m := topo.Metric{Name: name, Locked: name == "rto_min"}
	word, err := p.next()
	if err == nil && word == "lock" && !m.Locked {
		m.Locked = true
		word, err = p.next()
	}
	if err != nil {
		return err
	}
	milliseconds, raw, ok := readTime(word)
	if !ok {
		return invalid(fmt.Sprintf("\"%s\" value is invalid\n", name), word)
	}
	if m.Value = milliseconds; !raw {
		m.Value *= scale
	}
	p.route.Metrics = append(p.route.Metrics, m)
	return nil
}

// readTime reads a time in milliseconds, which are rounded up; raw tells that it had no unit. Of a negative one it makes 1: as an unsigned
// number that is so large that the kernel's 32 bits of it are 0.
func readTime(word string) (milliseconds uint32, raw, ok bool) {
	word, minus := signed(word)
	digits := "0123456789"
	if strings.Contains(word, ".") {
		digits += "."
	} else if strings.HasPrefix(strings.ToLower(word), "0x") {
		digits += "abcdefABCDEFxX"
	}
	end := len(word) - len(strings.TrimLeft(word, digits))
	value, err := strconv.ParseFloat(word[:end], 64)
	if !strings.Contains(word, ".") {
		var n uint64
		n, err = strconv.ParseUint(word[:end], 0, 64)
		value = float64(n)
	}
	if err != nil {
		return 0, false, false
	}
	switch strings.ToLower(word[end:]) {
	case "":
		raw = true
	case "s", "sec", "secs":
		value *= 1000
	case "ms", "msec", "msecs":
	default:
		return 0, false, false
	}
	if minus && value > 0 {
		return 1, raw, !strings.Contains(word, ".")
	}
	milliseconds = uint32(uint64(value))
	if float64(milliseconds) < value {
		milliseconds++
	}
	return milliseconds, raw, true
}

// features takes the one feature that has a name.
func (p *routeParser) features() error {
	word, err := p.next()
	if err != nil {
		return err
	}
	if word != "ecn" {
		return invalid("\"features\" value not valid\n", word)
	}
	p.route.Metrics = append(p.route.Metrics, topo.Metric{Name: "features", Value: featureECN})
	return nil
}

// featureECN is RTAX_FEATURE_ECN of rtnetlink.h.
const featureECN = 1

func (p *routeParser) congestion() error {
	word, err := p.next()
	if err == nil && word == "lock" {
		p.route.Congestion.Locked = true
		word, err = p.next()
	}
	p.route.Congestion.Name = word
	// An empty name means none here.
	p.foreign = p.foreign || word == ""
	return err
}

func congestionWords(c Congestion) []string {
	if c.Name == "" {
		return nil
	}
	return append(append([]string{"congctl"}, flagOption("lock", c.Locked)...), quote(c.Name))
}

// metricWords are the words that set metrics.
func metricWords(metrics []topo.Metric) (words []string) {
	for _, m := range metrics {
		words = append(append(words, m.Name), flagOption("lock", m.Locked && m.Name != "rto_min")...)
		if m.Name == "features" && m.Value == featureECN {
			words = append(words, "ecn")
			continue
		}
		words = append(words, fmt.Sprint(m.Value))
	}
	return words
}
