package ipcmd

import (
	"fmt"
	"strconv"
	"strings"

	"vethlab/lab/topo"
)

// statLine is a row of counters with its headings; that of errors, which a second -s adds, has none in the first column.
type statLine struct {
	label    string
	headings []string
	values   []uint64
	errors   bool
	// last is a column that is there only where it is not 0.
	last  string
	value uint64
}

func statLines(s *topo.LinkStats) []statLine {
	return []statLine{
		{"RX:", []string{"bytes", "packets", "errors", "dropped", "missed", "mcast"},
			[]uint64{s.RxBytes, s.RxPackets, s.RxErrors, s.RxDropped, s.RxMissedErrors, s.Multicast}, false, "compressed", s.RxCompressed},
		{"RX errors:", []string{"length", "crc", "frame", "fifo", "overrun"},
			[]uint64{s.RxLengthErrors, s.RxCRCErrors, s.RxFrameErrors, s.RxFifoErrors, s.RxOverErrors}, true, "nohandler", s.RxNohandler},
		{"TX:", []string{"bytes", "packets", "errors", "dropped", "carrier", "collsns"},
			[]uint64{s.TxBytes, s.TxPackets, s.TxErrors, s.TxDropped, s.TxCarrierErrors, s.Collisions}, false, "compressed", s.TxCompressed},
		{"TX errors:", []string{"aborted", "fifo", "window", "heartbt", "transns"},
			[]uint64{s.TxAbortedErrors, s.TxFifoErrors, s.TxWindowErrors, s.TxHeartbeatErrors, uint64(s.CarrierChanges)}, true, "", 0},
	}
}

// stats writes a link's counters (print_stats64 of ipaddress.c).
func (p *Printer) stats(l topo.Link) {
	switch {
	case l.Stats == nil:
	case p.o.JSON:
		p.statsJSON(l.Stats)
	default:
		p.line()
		p.say(statsText(l.Stats, p.o))
	}
}

func statsText(s *topo.LinkStats, o Options) string {
	// The columns' least widths are those of their longest headings.
	widths := []int{10, 7, 6, 7, 7, 7, 10}
	var lines []statLine
	for _, line := range statLines(s) {
		if line.errors && o.Stats < 2 {
			continue
		}
		lines = append(lines, line)
		first := 0
		if line.errors {
			first = 1
		}
		for i, v := range line.values {
			widths[first+i] = max(widths[first+i], countWidth(v, o))
		}
		widths[6] = max(widths[6], countWidth(line.value, o))
	}
	var rows []string
	for _, line := range lines {
		head, row := line.text(widths, o)
		rows = append(rows, head, row)
	}
	return strings.Join(rows, newline(o))
}

// text is the headings and the row below them.
func (l statLine) text(widths []int, o Options) (head, row string) {
	head, row = "    "+l.label, "    "
	if l.errors {
		head += strings.Repeat(" ", widths[0]-10)
		row = strings.Repeat(" ", widths[0]+5)
		widths = widths[1:]
	} else {
		head += fmt.Sprintf(" %*s", widths[0]-4, l.headings[0])
		row += fmt.Sprintf("%*s ", widths[0], countText(l.values[0], o))
		l.headings, l.values, widths = l.headings[1:], l.values[1:], widths[1:]
	}
	for i, heading := range l.headings {
		head += fmt.Sprintf(" %*s", widths[i], heading)
		row += fmt.Sprintf("%*s ", widths[i], countText(l.values[i], o))
	}
	last := ""
	if l.value != 0 {
		last = l.last
		row += fmt.Sprintf("%*s ", widths[len(widths)-1], countText(l.value, o))
	}
	switch {
	case !l.errors:
		head += fmt.Sprintf(" %*s", widths[len(widths)-1], last)
	case last != "":
		head += "  " + last
	}
	return head, row
}

// countWidth is how wide a column must be for a number. For people it is never wider than the heading (size_columns).
func countWidth(n uint64, o Options) int {
	if o.Human {
		return 0
	}
	return len(strconv.FormatUint(n, 10))
}

// countText is a number as print_num has it: with -h up to three digits of it, and k, M, G behind them.
func countText(n uint64, o Options) string {
	base, unit := uint64(1000), ""
	if o.IEC {
		base, unit = 1024, "i"
	}
	if !o.Human || n < base {
		return strconv.FormatUint(n, 10)
	}
	prefixes := "kMGTPE"
	power := base
	for n/base >= power && len(prefixes) > 1 {
		power, prefixes = power*base, prefixes[1:]
	}
	precision := 2
	for limit := uint64(10); precision > 0 && n/power >= limit; limit *= 10 {
		precision--
	}
	return fmt.Sprintf("%.*f%c%s", precision, float64(n)/float64(power), prefixes[0], unit)
}

// statsJSON writes the counters with the kernel's words (struct rtnl_link_stats64 of if_link.h).
func (p *Printer) statsJSON(s *topo.LinkStats) {
	write := func(key string, value uint64) { p.json(key, strconv.FormatUint(value, 10)) }
	unlessZero := func(key string, value uint64) {
		if value != 0 {
			write(key, value)
		}
	}
	p.member("stats64", func() {
		p.member("rx", func() {
			write("bytes", s.RxBytes)
			write("packets", s.RxPackets)
			write("errors", s.RxErrors)
			write("dropped", s.RxDropped)
			write("over_errors", s.RxOverErrors)
			write("multicast", s.Multicast)
			unlessZero("compressed", s.RxCompressed)
			if p.o.Stats < 2 {
				return
			}
			write("length_errors", s.RxLengthErrors)
			write("crc_errors", s.RxCRCErrors)
			write("frame_errors", s.RxFrameErrors)
			write("fifo_errors", s.RxFifoErrors)
			write("missed_errors", s.RxMissedErrors)
			unlessZero("nohandler", s.RxNohandler)
		})
		p.member("tx", func() {
			write("bytes", s.TxBytes)
			write("packets", s.TxPackets)
			write("errors", s.TxErrors)
			write("dropped", s.TxDropped)
			write("carrier_errors", s.TxCarrierErrors)
			write("collisions", s.Collisions)
			unlessZero("compressed", s.TxCompressed)
			if p.o.Stats < 2 {
				return
			}
			write("aborted_errors", s.TxAbortedErrors)
			write("fifo_errors", s.TxFifoErrors)
			write("window_errors", s.TxWindowErrors)
			write("heartbeat_errors", s.TxHeartbeatErrors)
			write("carrier_changes", uint64(s.CarrierChanges))
		})
	})
}
