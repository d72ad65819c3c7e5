package ipcmd

import (
	"fmt"
	"strings"
)

// TunTap is a tunnel device as `ip tuntap` is told of it (iptuntap.c).
type TunTap struct {
	Name                             string // empty if the kernel shall choose
	Tap                              bool   // carries frames; else a tun, which carries packets
	PI, OneQueue, MultiQueue, NetHdr bool
}

// TunTapAdd is `ip tuntap add`. User and Group are numbers or names, empty for none.
type TunTapAdd struct {
	TunTap
	User, Group string
}

// TunTapDelete is `ip tuntap delete`.
type TunTapDelete struct{ TunTap }

// TunTapShow is `ip tuntap show`, which takes any words and minds none.
type TunTapShow struct{}

func (t TunTapAdd) words() []string {
	return append([]string{"tuntap", "add"}, writeAll(tunTapRows, &tunTapParser{TunTapAdd: t})...)
}

func (t TunTapDelete) words() []string {
	return append([]string{"tuntap", "delete"}, writeAll(tunTapRows, &tunTapParser{TunTapAdd: TunTapAdd{TunTap: t.TunTap}})...)
}

func (TunTapShow) words() []string { return []string{"tuntap", "show"} }

// parseTunTap reads what stands after "ip tuntap" (iptuntap.c, do_iptuntap).
func parseTunTap(a *args, o Options) (Action, error) {
	if !a.more() {
		return TunTapShow{}, nil
	}
	return parseVerb("ip tuntap", tunTapVerbs, a, o)
}

func tunTapVerbs(yield func(verb) bool) {
	words := func() []Word { return explained(tunTapRows) }
	show := func(*args, Options) (Action, error) { return TunTapShow{}, nil }
	each(yield, []verb{
		{said: said{"a[dd]", "make a device", "新建一个设备"}, parse: parseTunTapAdd, words: words},
		{said: said{"d[elete]", "take a device away", "删除一个设备"}, also: "del", parse: parseTunTapDelete, words: words},
		{said: said{"s[how]", "list devices", "列出设备"}, also: "ls[t] l[ist]", parse: show, words: words},
		helpVerb("h[elp]", tunTapUsage),
	})
}

func parseTunTapAdd(a *args, _ Options) (Action, error) {
	p := &tunTapParser{args: a, add: true}
	err := p.parse()
	switch {
	case err != nil && p.named:
		// A user that is not there is told before what is wrong after him.
		return Foreign{}, nil
	case err != nil:
		return nil, err
	}
	return p.TunTapAdd, nil
}

func parseTunTapDelete(a *args, _ Options) (Action, error) {
	p := &tunTapParser{args: a}
	if err := p.parse(); err != nil {
		return nil, err
	}
	return TunTapDelete{p.TunTap}, nil
}

type tunTapRow = keyword[*tunTapParser]

// tunTapRows are the words of `ip tuntap add` and `delete` (parse_args), in the order in which String writes them.
func tunTapRows(yield func(tunTapRow) bool) {
	each(yield, []tunTapRow{
		{said: said{"<DEV>", "the device", "设备"}},
		{said: said{"d[ev] DEV", "the device", "设备"}, read: func(p *tunTapParser) (err error) {
			p.Name, err = p.next()
			if err == nil && !isLinkName(p.Name, 16) {
				err = invalid("\"dev\" not a valid ifname", p.Name)
			}
			return err
		}, write: func(p *tunTapParser) []string { return option("dev", p.Name) }},
		{said: said{"n[ame] NAME", "the device", "设备"}, read: func(p *tunTapParser) error {
			if _, err := p.next(); err != nil {
				return err
			}
			return p.readName()
		}},
		{said: said{"m[ode] MODE", "what it carries", "它传输什么"}, values: tunTapModes,
			read: (*tunTapParser).readMode, write: func(p *tunTapParser) []string {
				return []string{"mode", map[bool]string{true: "tap", false: "tun"}[p.Tap]}
			}},
		flagRow("p[i]", "with what tells the protocol before each packet", "每个包前带上协议信息", func(p *tunTapParser) *bool { return &p.PI }),
		flagRow("o[ne_queue]", "with one queue only", "只用一个队列", func(p *tunTapParser) *bool { return &p.OneQueue }),
		flagRow("mu[lti_queue]", "several programs may read it", "允许多个程序读", func(p *tunTapParser) *bool { return &p.MultiQueue }),
		flagRow("v[net_hdr]", "with what tells how to cut it up", "带上如何切分的信息", func(p *tunTapParser) *bool { return &p.NetHdr }),
		{said: said{"u[ser] NAME", "who may open it", "谁可以打开它"}, read: func(p *tunTapParser) (err error) { p.User, err = p.owner("user"); return err },
			write: func(p *tunTapParser) []string { return option("user", p.User) }},
		{said: said{"g[roup] NAME", "which group may open it", "哪个组可以打开它"},
			read: func(p *tunTapParser) (err error) { p.Group, err = p.owner("group"); return err }, write: func(p *tunTapParser) []string { return option("group", p.Group) }},
		helpRow[*tunTapParser]("h[elp]", tunTapUsage),
	})
}

func tunTapModes() []said {
	return []said{{"tun", "whole IP packets", "整个的 IP 包"}, {"tap", "Ethernet frames", "以太网帧"}}
}

// tunTapParser reads what add and delete have in common (parse_args).
type tunTapParser struct {
	TunTapAdd
	*args
	add   bool
	mode  string
	named bool // a user or a group by name was read
}

func (p *tunTapParser) parse() error {
	for ; p.more(); p.skip() {
		row, ok := find(tunTapRows, p.word())
		// Of a device that is to go nobody asks whose it is.
		if full := whole(row.form); !p.add && (full == "user" || full == "group") {
			ok = false
		}
		take := p.readName
		if ok {
			take = func() error { return row.take(p) }
		}
		if err := take(); err != nil {
			return err
		}
	}
	if p.mode == "" {
		return refuse(1, "You failed to specify a tunnel mode\n")
	}
	p.Tap = p.mode == "tap"
	return nil
}

func (p *tunTapParser) readMode() error {
	word, err := p.next()
	if err != nil {
		return err
	}
	mode := ""
	switch {
	case matches(word, "tun"):
		mode = "tun"
	case matches(word, "tap"):
		mode = "tap"
	default:
		return refuse(255, "Unknown tunnel mode \"%s\"\n", word)
	}
	if p.mode != "" && p.mode != mode {
		return refuse(255, "You managed to ask for more than one tunnel mode.\n")
	}
	p.mode = mode
	return nil
}

func (p *tunTapParser) readName() error {
	word := p.word()
	switch {
	case p.Name != "":
		return garbage("name", word)
	case !isLinkName(word, 16):
		return invalid("\"name\" not a valid ifname", word)
	}
	p.Name = word
	return nil
}

// owner reads a user or a group. Names are looked up when the command is carried out.
func (p *tunTapParser) owner(key string) (string, error) {
	word, err := p.next()
	if err == nil && word == "" {
		err = refuse(255, "invalid %s \"\"\n", key)
	}
	p.named = p.named || err == nil && strings.Trim(word, "0123456789") != ""
	return word, err
}

// The IFF_* of if_tun.h.
const (
	tunFlag, tapFlag         = 0x0001, 0x0002
	tunNoPI, tunOneQueue     = 0x1000, 0x2000
	tunNetHdr, tunMultiQueue = 0x4000, 0x0100
	tunPersist               = 0x0800
)

// Flags are the IFF_* of if_tun.h that the kernel knows the device by.
func (t TunTap) Flags() uint16 {
	flags := uint16(tunFlag)
	if t.Tap {
		flags = tapFlag
	}
	for _, f := range []struct {
		set  bool
		flag uint16
	}{{!t.PI, tunNoPI}, {t.OneQueue, tunOneQueue}, {t.MultiQueue, tunMultiQueue}, {t.NetHdr, tunNetHdr}} {
		if f.set {
			flags |= f.flag
		}
	}
	return flags
}

// TunTapText is the line that `ip tuntap show` writes of a device with those flags, for an owner and a group of -1 none.
func TunTapText(name string, flags uint64, owner, group int64) string {
	var b strings.Builder
	b.WriteString(name + ":")
	for _, f := range []struct {
		set  bool
		word string
	}{
		{flags&tunFlag != 0, "tun"}, {flags&tapFlag != 0, "tap"}, {flags&tunNoPI == 0, "pi"}, {flags&tunOneQueue != 0, "one_queue"},
		{flags&tunMultiQueue != 0, "multi_queue"}, {flags&tunNetHdr != 0, "vnet_hdr"}, {flags&tunPersist != 0, "persist"},
		// IFF_NOFILTER is the same bit as IFF_NO_PI, and iproute2 takes it for that too.
		{flags&tunNoPI == 0, "filter"},
	} {
		if f.set {
			b.WriteString(" " + f.word)
		}
	}
	const known = tunFlag | tapFlag | tunNoPI | tunOneQueue | tunMultiQueue | tunNetHdr | tunPersist
	if rest := flags &^ known; rest != 0 {
		fmt.Fprintf(&b, " UNKNOWN_FLAGS:%x", rest)
	}
	if owner != -1 {
		fmt.Fprintf(&b, " user %d", owner)
	}
	if group != -1 {
		fmt.Fprintf(&b, " group %d", group)
	}
	return b.String() + "\n"
}

// tunKind is what `ip -d link` shows of a tunnel device (tun_print_opt). Users and groups are shown by their numbers.
func tunKind() kind {
	return kind{
		name: "tun",
		rows: []row{
			shownAs("type", 3, tunType), shownAs("pi", 4, onOffText).inJSON(jsonBool), shownAs("vnet_hdr", 5, onOffText).inJSON(jsonBool),
			flagged("multi_queue", 7, 1).inJSON(jsonBool), shownNumber("numqueues", 8), shownNumber("numdisabled", 9),
			shownAs("persist", 6, onOffText).inJSON(jsonBool), shownNumber("user", 1), shownNumber("group", 2),
		},
	}
}

func tunType(b []byte) string {
	switch Number(b) {
	case tunFlag:
		return "tun"
	case tapFlag:
		return "tap"
	}
	return "UNKNOWN:" + decimal(b)
}

func tunTapUsage() error { return &Error{Text: tunTapHelp, Status: 255} }

const tunTapHelp = `Usage: ip tuntap { add | del | show | list | lst | help } [ dev PHYS_DEV ]
       [ mode { tun | tap } ] [ user USER ] [ group GROUP ]
       [ one_queue ] [ pi ] [ vnet_hdr ] [ multi_queue ] [ name NAME ]

Where: USER  := { STRING | NUMBER }
       GROUP := { STRING | NUMBER }
`
