package ipcmd

import (
	"iter"
	"strconv"
)

// FDBGet is `bridge fdb get`: one entry of a device or a bridge.
type FDBGet struct {
	Address      string
	Dev, Bridge  string // empty for none
	VLAN         *int16
	VNI          *uint32
	Self, Master bool
	Dynamic      bool // nothing is shown of one that is permanent
}

// FDBFlush is `bridge fdb flush`: all entries that the filters let through.
type FDBFlush struct {
	Dev          string
	Port         string // empty for any
	VLAN         int16  // -1 for any
	Self, Master bool
	// Filters are the words "permanent", "nopermanent", "sticky" and so on, in the order in which they were said.
	Filters []string
}

func (FDBGet) tool() string   { return "bridge" }
func (FDBFlush) tool() string { return "bridge" }

func (g FDBGet) words() []string {
	return append([]string{"fdb", "get"}, writeAll(fdbGetRows, &fdbGetParser{FDBGet: g})...)
}

func (f FDBFlush) words() []string {
	return append([]string{"fdb", "flush"}, writeAll(fdbFlushRows, &fdbFlushParser{FDBFlush: f})...)
}

// fdbGetParser reads the words of fdb_get.
type fdbGetParser struct {
	FDBGet
	*args
	address     *string // nil until it was given
	dev, bridge bool    // they were named
}

type fdbGetRow = keyword[*fdbGetParser]

// fdbGetRows are the words of `bridge fdb get`, in the order in which String writes them.
func fdbGetRows(yield func(fdbGetRow) bool) {
	each(yield, []fdbGetRow{
		{said: said{"<MAC>", "the MAC address", "MAC 地址"}},
		{said: said{"to MAC", "the address that is asked for", "要查的地址"}, read: (*fdbGetParser).readAddress,
			write: func(p *fdbGetParser) []string { return []string{"to", p.Address} }},
		{said: said{"br DEV", "of this bridge", "这个网桥的"}, read: func(p *fdbGetParser) (err error) {
			p.bridge = true
			p.Bridge, err = p.next()
			return err
		}, write: func(p *fdbGetParser) []string { return option("br", p.Bridge) }},
		{said: said{"dev DEV", "of this device", "这个设备的"}, also: "brport", read: func(p *fdbGetParser) (err error) {
			p.dev = true
			p.Dev, err = p.next()
			return err
		}, write: func(p *fdbGetParser) []string { return option("dev", p.Dev) }},
		{said: said{"v[lan] NUMBER", "in that VLAN", "在那个 VLAN 里"}, read: func(p *fdbGetParser) error { return p.nextVLAN(&p.VLAN) },
			write: func(p *fdbGetParser) []string { return vlanOption16("vlan", p.VLAN) }},
		{said: said{"vni NUMBER", "in the network of that number", "在那个编号的网络里"}, read: (*fdbGetParser).readVNI,
			write: func(p *fdbGetParser) []string { return numberOption("vni", p.VNI) }},
		flagRow("self", "in the device's own table", "记在设备自己的表里", func(p *fdbGetParser) *bool { return &p.Self }),
		flagRow("m[aster]", "in the bridge's own table", "记在网桥自己的表里", func(p *fdbGetParser) *bool { return &p.Master }),
		flagRow("d[ynamic]", "learned, and forgotten again", "学到的，会被忘掉", func(p *fdbGetParser) *bool { return &p.Dynamic }),
		helpRow[*fdbGetParser]("h[elp]", fdbUsage),
	})
}

func parseFDBGet(a *args, _ Options) (Action, error) {
	p := &fdbGetParser{args: a}
	for ; a.more(); a.skip() {
		if err := takeWord(fdbGetRows, a.word(), p, (*fdbGetParser).readAddress); err != nil {
			return nil, err
		}
	}
	if !p.dev && !p.bridge || p.address == nil {
		return nil, refuse(255, "Device or master and address are required arguments.\n")
	}
	var ok bool
	if p.Address, ok = scanMAC(*p.address); !ok {
		return nil, refuse(255, "Invalid mac address %s\n", *p.address)
	}
	switch {
	case p.dev && p.Dev == "":
		return nil, refuse(255, "Cannot find device \"\"\n")
	case p.bridge && p.Bridge == "":
		return nil, refuse(255, "Cannot find bridge device \"\"\n")
	case p.VLAN != nil && *p.VLAN < 0:
		p.VLAN = nil
	}
	return p.FDBGet, nil
}

func (p *fdbGetParser) readAddress() error { return p.nextMAC(&p.address) }

func (p *fdbGetParser) readVNI() (err error) {
	p.VNI, err = p.nextVNI("invalid VNI\n")
	return err
}

// fdbChoice is a word that chooses what is flushed: which bits it sets, which it clears, and which then count.
type fdbChoice struct {
	said
	set, clear, mask uint16
}

// fdbStates and fdbFlags are as fdb_flush has them: what dynamic clears is what its C says, not what it means.
func fdbStates(yield func(fdbChoice) bool) {
	each(yield, []fdbChoice{
		{said{"permanent", "an address of the bridge's own", "网桥自己的地址"}, nudPermanent, 0, nudPermanent},
		{said{"nopermanent", "those that are no address of the bridge's own", "不是网桥自己的地址的"}, 0, nudPermanent, nudPermanent},
		{said{"static", "by hand, never forgotten", "手工加的，不会被忘掉"}, nudNoARP, 0, nudNoARP | nudPermanent},
		{said{"nostatic", "those that are forgotten by themselves", "会自己忘掉的"}, 0, nudNoARP, nudNoARP},
		{said{"dynamic", "learned, and forgotten again", "学到的，会被忘掉"}, 0, nudNoARP, nudNoARP | nudPermanent},
		{said{"nodynamic", "those that are never forgotten", "不会忘掉的"}, nudNoARP, 0, nudNoARP},
	})
}

func fdbFlags(yield func(fdbChoice) bool) {
	each(yield, []fdbChoice{
		{said{"added_by_user", "those that were added by hand", "手工加的"}, ntfUse, 0, ntfUse},
		{said{"noadded_by_user", "those that were not added by hand", "不是手工加的"}, 0, ntfUse, ntfUse},
		{said{"extern_learn", "a program has learned it", "由程序学到"}, ntfExtLearned, 0, ntfExtLearned},
		{said{"noextern_learn", "those that no program has learned", "不是由程序学到的"}, 0, ntfExtLearned, ntfExtLearned},
		{said{"sticky", "it stays at its port", "固定在它的端口"}, ntfSticky, 0, ntfSticky},
		{said{"nosticky", "those that may move to another port", "可以换端口的"}, 0, ntfSticky, ntfSticky},
		{said{"offloaded", "those that a card has taken over", "网卡接管的"}, ntfOffloaded, 0, ntfOffloaded},
		{said{"nooffloaded", "those that no card has taken over", "没有网卡接管的"}, 0, ntfOffloaded, ntfOffloaded},
	})
}

// State and Flags are what an entry must have (NUD_* and NTF_* of neighbour.h), of those bits that the mask has.
func (f FDBFlush) State() (state, mask uint16) { return f.choose(fdbStates) }

// Flags is as State. It has neither self nor master.
func (f FDBFlush) Flags() (flags, mask uint16) { return f.choose(fdbFlags) }

func (f FDBFlush) choose(table iter.Seq[fdbChoice]) (bits, mask uint16) {
	for _, word := range f.Filters {
		for c := range table {
			if c.form == word {
				bits, mask = bits&^c.clear|c.set, mask|c.mask
			}
		}
	}
	return bits, mask
}

// fdbFlushParser reads the words of fdb_flush.
type fdbFlushParser struct {
	FDBFlush
	*args
	named, port bool // the device and the port were named
}

type fdbFlushRow = keyword[*fdbFlushParser]

// fdbFlushRows are the words of `bridge fdb flush`, in the order in which String writes them. The first of the filters writes all that
// were given, in their order.
func fdbFlushRows(yield func(fdbFlushRow) bool) {
	more := each(yield, []fdbFlushRow{
		{said: said{"dev DEV", "of this device", "这个设备的"}, read: func(p *fdbFlushParser) (err error) {
			p.named = true
			p.Dev, err = p.next()
			return err
		}, write: func(p *fdbFlushParser) []string { return []string{"dev", quote(p.Dev)} }},
		{said: said{"brport DEV", "of this port", "这个端口的"}, read: (*fdbFlushParser).readPort,
			write: func(p *fdbFlushParser) []string { return option("brport", p.Port) }},
		{said: said{"vlan NUMBER", "in that VLAN", "在那个 VLAN 里"}, read: (*fdbFlushParser).readVLAN, write: func(p *fdbFlushParser) []string {
			if p.VLAN < 0 {
				return nil
			}
			return []string{"vlan", strconv.Itoa(int(p.VLAN))}
		}},
		flagRow("self", "in the device's own table", "记在设备自己的表里", func(p *fdbFlushParser) *bool { return &p.Self }),
		flagRow("master", "in the bridge's own table", "记在网桥自己的表里", func(p *fdbFlushParser) *bool { return &p.Master }),
	})
	for _, table := range []iter.Seq[fdbChoice]{fdbStates, fdbFlags} {
		for c := range table {
			row := fdbFlushRow{said: c.said, value: fdbFilterWord{}}
			if c.form == "permanent" {
				row.write = func(p *fdbFlushParser) []string { return p.Filters }
			}
			more = more && yield(row)
		}
	}
}

type fdbFilterWord struct{}

func (fdbFilterWord) read(p *fdbFlushParser, full string) error {
	p.Filters = append(p.Filters, full)
	return nil
}

func (fdbFilterWord) write(*fdbFlushParser, string) []string { return nil }

func (p *fdbFlushParser) readPort() (err error) {
	if p.port {
		return garbage("brport", p.word())
	}
	p.port = true
	p.Port, err = p.next()
	return err
}

func (p *fdbFlushParser) readVLAN() error {
	if p.VLAN >= 0 {
		return garbage("vlan", p.word())
	}
	word, err := p.next()
	p.VLAN = max(-1, int16(leadingInt(word)))
	return err
}

// skipWord takes a word that means nothing; after "help" iproute2 wants another.
func (p *fdbFlushParser) skipWord() (err error) {
	if p.word() == "help" {
		_, err = p.next()
	}
	return err
}

func parseFDBFlush(a *args, _ Options) (Action, error) {
	p := &fdbFlushParser{FDBFlush: FDBFlush{VLAN: -1}, args: a}
	for ; a.more(); a.skip() {
		if err := takeWord(fdbFlushRows, a.word(), p, (*fdbFlushParser).skipWord); err != nil {
			return nil, err
		}
	}
	switch {
	case !p.named:
		return nil, refuse(255, "Device is a required argument.\n")
	case p.port && p.Port == "":
		return nil, refuse(255, "Cannot find bridge port device \"\"\n")
	}
	return p.FDBFlush, nil
}

// Check is what iproute2 finds wrong after it has found the devices.
func (f FDBFlush) Check() error {
	if f.VLAN >= 4096 {
		return refuse(255, "Invalid VLAN ID \"%d\"\n", f.VLAN)
	}
	return nil
}
