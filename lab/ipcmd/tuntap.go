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

func (t TunTap) words() []string {
	list := append(option("dev", t.Name), "mode", map[bool]string{true: "tap", false: "tun"}[t.Tap])
	for _, f := range []struct {
		set  bool
		word string
	}{{t.PI, "pi"}, {t.OneQueue, "one_queue"}, {t.MultiQueue, "multi_queue"}, {t.NetHdr, "vnet_hdr"}} {
		if f.set {
			list = append(list, f.word)
		}
	}
	return list
}

func (t TunTapAdd) words() []string {
	list := append([]string{"tuntap", "add"}, t.TunTap.words()...)
	return append(append(list, option("user", t.User)...), option("group", t.Group)...)
}

func (t TunTapDelete) words() []string {
	return append([]string{"tuntap", "delete"}, t.TunTap.words()...)
}

func (TunTapShow) words() []string { return []string{"tuntap", "show"} }

// parseTunTap reads what stands after "ip tuntap" (iptuntap.c, do_iptuntap).
func parseTunTap(a *args, _ Options) (Action, error) {
	word := a.word()
	more := a.more()
	a.skip()
	switch {
	case !more, matches(word, "show"), matches(word, "lst"), matches(word, "list"):
		return TunTapShow{}, nil
	case matches(word, "add"):
		p := tunTapParser{args: a, add: true}
		if err := p.parse(); err != nil {
			if p.named {
				// A user that is not there is told before what is wrong after him.
				return Foreign{}, nil
			}
			return nil, err
		}
		return p.TunTapAdd, nil
	case matches(word, "delete"):
		p := tunTapParser{args: a}
		if err := p.parse(); err != nil {
			return nil, err
		}
		return TunTapDelete{p.TunTap}, nil
	case matches(word, "help"):
		return nil, tunTapUsage()
	}
	return nil, refuse(255, "Command \"%s\" is unknown, try \"ip tuntap help\".\n", word)
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
		if err := p.read(); err != nil {
			return err
		}
	}
	if p.mode == "" {
		return refuse(1, "You failed to specify a tunnel mode\n")
	}
	p.Tap = p.mode == "tap"
	return nil
}

func (p *tunTapParser) read() (err error) {
	switch word := p.word(); {
	case matches(word, "mode"):
		return p.readMode()
	case p.add && matches(word, "user"):
		p.User, err = p.owner("user")
	case p.add && matches(word, "group"):
		p.Group, err = p.owner("group")
	case matches(word, "pi"):
		p.PI = true
	case matches(word, "one_queue"):
		p.OneQueue = true
	case matches(word, "vnet_hdr"):
		p.NetHdr = true
	case matches(word, "multi_queue"):
		p.MultiQueue = true
	case matches(word, "dev"):
		p.Name, err = p.next()
		if err == nil && !isLinkName(p.Name, 16) {
			err = invalid("\"dev\" not a valid ifname", p.Name)
		}
	default:
		return p.readName(word)
	}
	return err
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

func (p *tunTapParser) readName(word string) (err error) {
	if matches(word, "name") {
		if word, err = p.next(); err != nil {
			return err
		}
	} else if matches(word, "help") {
		return tunTapUsage()
	}
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
	switch asNumber(b) {
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
