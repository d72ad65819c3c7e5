package ipcmd

import (
	"fmt"
	"strconv"
	"strings"
)

// FDBShow is `bridge fdb show`; empty filters let all entries through.
type FDBShow struct {
	Dev     string // after "dev" or "brport"
	Bridge  string // after "br"
	VLAN    int    // 0 for any
	State   uint32 // NUD_* of neighbour.h, any of which will do; 0 for any
	Dynamic bool   // not the permanent ones
}

// FDBModify is `bridge fdb add`, `append`, `replace` and `delete`.
type FDBModify struct {
	Verb    string // "add", "append", "replace", "delete"
	Address string // "02:00:00:00:00:01"
	Dev     string
	State   uint16 // NUD_* of neighbour.h
	Flags   uint8  // NTF_* of neighbour.h
	VLAN    *int16
	FDBTunnel
}

// States and flags of a neighbour, which an entry is to the kernel (neighbour.h).
const (
	nudReachable = 0x02
	nudStale     = 0x04

	ntfUse, ntfSelf, ntfMaster, ntfExtLearned, ntfOffloaded, ntfSticky, ntfRouter = 0x01, 0x02, 0x04, 0x10, 0x20, 0x40, 0x80
)

func (FDBShow) tool() string   { return "bridge" }
func (FDBModify) tool() string { return "bridge" }

func (s FDBShow) words() []string {
	return append([]string{"fdb", "show"}, writeAll(fdbFilters, &fdbShowParser{FDBShow: s})...)
}

func (m FDBModify) words() []string {
	return append([]string{"fdb", m.Verb}, writeAll(fdbRows, &fdbParser{FDBModify: m})...)
}

// parseFDB reads what stands after "bridge fdb" (bridge/fdb.c, do_fdb).
func parseFDB(a *args, o Options) (Action, error) {
	if !a.more() {
		return FDBShow{}, nil
	}
	return parseVerb("bridge fdb", fdbVerbs, a, o)
}

func fdbVerbs(yield func(verb) bool) {
	words := func() []Word { return explained(fdbRows) }
	each(yield, []verb{
		{said: said{"a[dd]", "add one by hand", "手工加一个"}, parse: parseFDBModify, words: words},
		{said: said{"ap[pend]", "add one more for the same address", "为同一个地址再加一个"}, parse: parseFDBModify, words: words},
		{said: said{"r[eplace]", "add, or change what is there", "没有就加，有就改"}, parse: parseFDBModify, words: words},
		{said: said{"d[elete]", "take one away", "去掉一个"}, also: "del", parse: parseFDBModify, words: words},
		{said: said{"g[et]", "ask for one", "查询一个"}, parse: parseFDBGet, words: func() []Word { return explained(fdbGetRows) }},
		{said: said{"s[how]", "list them", "列出来"}, also: "ls[t] l[ist]", parse: parseFDBShow, words: func() []Word { return explained(fdbFilters) }},
		{said: said{"flush", "forget them", "全部忘掉"}, parse: parseFDBFlush, words: func() []Word { return explained(fdbFlushRows) }},
		helpVerb("h[elp]", fdbUsage),
	})
}

// fdbShowParser reads the filters (fdb_show).
type fdbShowParser struct {
	FDBShow
	*args
	dev, bridge bool // they were named
}

type fdbFilterRow = keyword[*fdbShowParser]

// fdbFilters are those of `bridge fdb show`, in the order in which String writes them.
func fdbFilters(yield func(fdbFilterRow) bool) {
	each(yield, []fdbFilterRow{
		{said: said{"br DEV", "of this bridge", "这个网桥的"}, read: func(p *fdbShowParser) (err error) {
			p.bridge = true
			p.Bridge, err = p.next()
			return err
		}, write: func(p *fdbShowParser) []string { return option("br", p.Bridge) }},
		{said: said{"dev DEV", "of this device", "这个设备的"}, also: "brport", read: func(p *fdbShowParser) (err error) {
			p.dev = true
			p.Dev, err = p.next()
			return err
		}, write: func(p *fdbShowParser) []string { return option("dev", p.Dev) }},
		{said: said{"vlan NUMBER", "in that VLAN", "在那个 VLAN 里"}, read: func(p *fdbShowParser) error {
			word, err := p.next()
			if err == nil && p.VLAN != 0 {
				err = duplicate("vlan", word)
			}
			p.VLAN = leadingInt(word)
			return err
		}, write: func(p *fdbShowParser) []string {
			if p.VLAN == 0 {
				return nil
			}
			return []string{"vlan", strconv.Itoa(p.VLAN)}
		}},
		{said: said{"state NUMBER", "only those in that state", "只看这种状态的"}, values: fdbStateWords, read: (*fdbShowParser).addState,
			write: func(p *fdbShowParser) []string {
				if p.State == 0 {
					return nil
				}
				return []string{"state", fmt.Sprintf("%#x", p.State)}
			}},
		flagRow("dynamic", "learned, and forgotten again", "学到的，会被忘掉", func(p *fdbShowParser) *bool { return &p.Dynamic }),
		helpRow[*fdbShowParser]("h[elp]", fdbUsage),
	})
}

// fdbStateWords are the words that addState reads.
func fdbStateWords() []said {
	return []said{
		{"permanent", "an address of the bridge's own", "网桥自己的地址"}, {"static", "by hand, never forgotten", "手工加的，不会被忘掉"},
		{"temp", "by hand, never forgotten", "手工加的，不会被忘掉"}, {"stale", "not heard of for long, soon to be forgotten", "很久没有消息，快要忘掉"},
		{"reachable", "learned, and forgotten again", "学到的，会被忘掉"}, {"dynamic", "learned, and forgotten again", "学到的，会被忘掉"},
		{"all", "in whatever state", "不论什么状态"},
	}
}

func parseFDBShow(a *args, _ Options) (Action, error) {
	p := &fdbShowParser{args: a}
	for ; a.more(); a.skip() {
		if err := takeWord(fdbFilters, a.word(), p, ignore); err != nil {
			return nil, err
		}
	}
	switch {
	case p.bridge && p.Bridge == "":
		return nil, refuse(255, "Cannot find bridge device \"\"\n")
	case p.dev && p.Dev == "":
		return nil, refuse(255, "Cannot find device \"\"\n")
	}
	return p.FDBShow, nil
}

// addState takes one more state to show (state_a2n).
func (p *fdbShowParser) addState() error {
	word, err := p.next()
	switch {
	case err != nil:
		return err
	case matches(word, "permanent"):
		p.State |= nudPermanent
	case matches(word, "static"), matches(word, "temp"):
		p.State |= nudNoARP
	case matches(word, "stale"):
		p.State |= nudStale
	case matches(word, "reachable"), matches(word, "dynamic"):
		p.State |= nudReachable
	case word == "all":
		p.State = ^uint32(0)
	default:
		n, ok := number(word)
		if !ok {
			return invalid("invalid state", word)
		}
		p.State |= n
	}
	return nil
}

// fdbParser reads the words of fdb_modify.
type fdbParser struct {
	FDBModify
	*args
	address *string // nil until it was given
	named   bool    // the device was
	family  Family  // that of the address after "dst"
}

type fdbRow = keyword[*fdbParser]

// fdbRows are the words of `bridge fdb add` and its like, in the order in which String writes them.
func fdbRows(yield func(fdbRow) bool) {
	flag := func(form string, bit uint8, en, zh string) fdbRow {
		return fdbRow{said: said{form, en, zh}, value: fdbFlag(bit)}
	}
	_ = each(yield, []fdbRow{
		{said: said{"<MAC>", "the MAC address", "MAC 地址"}, write: func(p *fdbParser) []string { return []string{p.Address} }},
		{said: said{"to MAC", "the MAC address", "MAC 地址"}, read: (*fdbParser).readAddress},
		{said: said{"dev DEV", "of this device", "这个设备的"}, read: func(p *fdbParser) (err error) {
			p.named = true
			p.Dev, err = p.next()
			return err
		}, write: func(p *fdbParser) []string { return []string{"dev", quote(p.Dev)} }},
		flag("self", ntfSelf, "in the device's own table", "记在设备自己的表里"),
		flag("m[aster]", ntfMaster, "in the bridge's own table", "记在网桥自己的表里"),
		flag("u[se]", ntfUse, "it was used just now", "刚刚用过"),
		flag("r[outer]", ntfRouter, "of the router behind it", "后面的路由器的"),
		flag("e[xtern_learn]", ntfExtLearned, "a program has learned it", "由程序学到"),
		flag("sti[cky]", ntfSticky, "it stays at its port", "固定在它的端口"),
		{said: said{"l[ocal]", "an address of the bridge's own", "网桥自己的地址"}, also: "p[ermanent]",
			read: func(p *fdbParser) error { p.State |= nudPermanent; return nil },
			write: func(p *fdbParser) []string {
				return flagOption("permanent", p.State&(nudPermanent|nudReachable) == nudPermanent|nudReachable)
			}},
		{said: said{"d[ynamic]", "learned, and forgotten again", "学到的，会被忘掉"},
			read:  func(p *fdbParser) error { p.State = p.State&^nudNoARP | nudReachable; return nil },
			write: func(p *fdbParser) []string { return flagOption("dynamic", p.State&nudNoARP == 0) }},
		{said: said{"s[tatic]", "by hand, never forgotten", "手工加的，不会被忘掉"}, also: "t[emp]",
			read: func(p *fdbParser) error { p.State |= nudReachable; return nil },
			write: func(p *fdbParser) []string {
				return flagOption("static", p.State&nudNoARP != 0 && p.State&nudReachable != 0)
			}},
		{said: said{"v[lan] NUMBER", "in that VLAN", "在那个 VLAN 里"}, read: func(p *fdbParser) error { return p.nextVLAN(&p.VLAN) },
			write: func(p *fdbParser) []string { return vlanOption16("vlan", p.VLAN) }},
	}) && fdbTunnelRows(yield) && yield(helpRow[*fdbParser]("h[elp]", fdbUsage))
}

// fdbFlag is a NTF_* of neighbour.h.
type fdbFlag uint8

func (bit fdbFlag) read(p *fdbParser, _ string) error {
	p.Flags |= uint8(bit)
	return nil
}

// write leaves self out where it goes without saying.
func (bit fdbFlag) write(p *fdbParser, full string) []string {
	return flagOption(full, p.Flags&uint8(bit) != 0 && (bit != ntfSelf || p.Flags&ntfMaster != 0))
}

func parseFDBModify(a *args, o Options) (Action, error) {
	p := &fdbParser{FDBModify: FDBModify{Verb: string(a.verb), State: nudNoARP}, args: a, family: o.Family}
	for ; a.more() && !a.foreign; a.skip() {
		if err := takeWord(fdbRows, a.word(), p, (*fdbParser).readAddress); err != nil {
			return nil, err
		}
	}
	switch {
	case a.foreign:
		return Foreign{}, nil
	case !p.named || p.address == nil:
		return nil, refuse(255, "Device and address are required arguments.\n")
	case p.exclusive():
		return nil, refuse(255, "dst, port, vni are mutually exclusive with nhid\n")
	}
	return p.settle(*p.address)
}

func (p *fdbParser) readAddress() error { return p.nextMAC(&p.address) }

// nextVLAN takes the VLAN after "vlan", which may be given again while it is none.
func (a *args) nextVLAN(vlan **int16) error {
	if *vlan != nil && **vlan >= 0 {
		return garbage("vlan", a.word())
	}
	word, err := a.next()
	*vlan = pointer(int16(leadingInt(word)))
	return err
}

func vlanOption16(keyword string, vlan *int16) []string {
	if vlan == nil {
		return nil
	}
	return []string{keyword, strconv.Itoa(int(*vlan))}
}

// nextMAC takes the address at the cursor, or after "to".
func (a *args) nextMAC(address **string) error {
	word := a.word()
	if word == "to" {
		var err error
		if word, err = a.next(); err != nil {
			return err
		}
	}
	switch {
	case matches(word, "help"):
		return fdbUsage()
	case *address != nil:
		return garbage("to", word)
	}
	*address = &word
	return nil
}

// settle puts in what goes without saying.
func (m FDBModify) settle(address string) (Action, error) {
	if m.Flags&(ntfSelf|ntfMaster) == 0 {
		m.Flags |= ntfSelf
	}
	if m.State&(nudPermanent|nudReachable) == 0 {
		m.State |= nudPermanent
	}
	if m.VLAN != nil && *m.VLAN < 0 {
		m.VLAN = nil
	}
	var ok bool
	if m.Address, ok = scanMAC(address); !ok {
		return nil, refuse(255, "Invalid mac address %s\n", address)
	}
	return m, nil
}

// scanMAC is sscanf(3) with six times %hhx: what follows the sixth number is not looked at.
func scanMAC(word string) (string, bool) {
	parts := strings.SplitN(word, ":", 6)
	if len(parts) != 6 {
		return "", false
	}
	list := make([]string, len(parts))
	for i, part := range parts {
		digits := strings.TrimPrefix(strings.TrimPrefix(part, "0x"), "0X")
		end := len(digits) - len(strings.TrimLeft(digits, "0123456789abcdefABCDEF"))
		n, err := strconv.ParseUint(digits[:end], 16, 64)
		if err != nil || i < 5 && end != len(digits) {
			return "", false
		}
		list[i] = fmt.Sprintf("%02x", uint8(n))
	}
	return strings.Join(list, ":"), true
}
