package ipcmd

import (
	"slices"
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
	list := append([]string{"fdb", "get", "to", g.Address}, option("br", g.Bridge)...)
	list = append(list, option("dev", g.Dev)...)
	if g.VLAN != nil {
		list = append(list, "vlan", strconv.Itoa(int(*g.VLAN)))
	}
	list = append(list, numberOption("vni", g.VNI)...)
	return append(list, selfMaster(g.Self, g.Master, g.Dynamic)...)
}

func (f FDBFlush) words() []string {
	list := append([]string{"fdb", "flush", "dev", quote(f.Dev)}, option("brport", f.Port)...)
	if f.VLAN >= 0 {
		list = append(list, "vlan", strconv.Itoa(int(f.VLAN)))
	}
	return append(append(list, selfMaster(f.Self, f.Master, false)...), f.Filters...)
}

func selfMaster(self, master, dynamic bool) []string {
	var list []string
	for _, f := range []struct {
		set  bool
		word string
	}{{self, "self"}, {master, "master"}, {dynamic, "dynamic"}} {
		if f.set {
			list = append(list, f.word)
		}
	}
	return list
}

// parseFDBGet reads the words of fdb_get, whose order it follows.
func parseFDBGet(a *args) (Action, error) {
	var g FDBGet
	var address, dev, bridge *string
	var err error
	for ; a.more() && err == nil; a.skip() {
		switch word := a.word(); {
		case word == "brport", word == "dev":
			g.Dev, err = a.next()
			dev = &g.Dev
		case word == "br":
			g.Bridge, err = a.next()
			bridge = &g.Bridge
		case word == "vni":
			err = g.readVNI(a)
		case word == "self":
			g.Self = true
		case matches(word, "master"):
			g.Master = true
		case matches(word, "vlan"):
			err = g.readVLAN(a)
		case matches(word, "dynamic"):
			g.Dynamic = true
		default:
			err = readFDBAddress(a, &address)
		}
	}
	switch {
	case err != nil:
		return nil, err
	case dev == nil && bridge == nil || address == nil:
		return nil, refuse(255, "Device or master and address are required arguments.\n")
	}
	var ok bool
	if g.Address, ok = scanMAC(*address); !ok {
		return nil, refuse(255, "Invalid mac address %s\n", *address)
	}
	switch {
	case dev != nil && *dev == "":
		return nil, refuse(255, "Cannot find device \"\"\n")
	case bridge != nil && *bridge == "":
		return nil, refuse(255, "Cannot find bridge device \"\"\n")
	case g.VLAN != nil && *g.VLAN < 0:
		g.VLAN = nil
	}
	return g, nil
}

func (g *FDBGet) readVLAN(a *args) error {
	if g.VLAN != nil && *g.VLAN >= 0 {
		return garbage("vlan", a.word())
	}
	word, err := a.next()
	g.VLAN = pointer(int16(atoi(word)))
	return err
}

func (g *FDBGet) readVNI(a *args) error {
	word, err := a.next()
	if err != nil {
		return err
	}
	n, ok := number(word)
	if !ok || n >= 1<<24 {
		return invalid("invalid VNI\n", word)
	}
	g.VNI = &n
	return nil
}

// fdbFilter is a word that chooses what is flushed: which bits it sets, which it clears, and which then count.
type fdbFilter struct {
	word             string
	set, clear, mask uint16
}

// fdbStates and fdbFlags are as fdb_flush has them: what dynamic clears is what its C says, not what it means.
func fdbStates() []fdbFilter {
	return []fdbFilter{
		{"permanent", nudPermanent, 0, nudPermanent}, {"nopermanent", 0, nudPermanent, nudPermanent},
		{"static", nudNoARP, 0, nudNoARP | nudPermanent}, {"nostatic", 0, nudNoARP, nudNoARP},
		{"dynamic", 0, nudNoARP, nudNoARP | nudPermanent}, {"nodynamic", nudNoARP, 0, nudNoARP},
	}
}

func fdbFlags() []fdbFilter {
	var list []fdbFilter
	for _, f := range []struct {
		bit  uint16
		word string
	}{{ntfUse, "added_by_user"}, {ntfExtLearned, "extern_learn"}, {ntfSticky, "sticky"}, {ntfOffloaded, "offloaded"}} {
		list = append(list, fdbFilter{f.word, f.bit, 0, f.bit}, fdbFilter{"no" + f.word, 0, f.bit, f.bit})
	}
	return list
}

// State and Flags are what an entry must have (NUD_* and NTF_* of neighbour.h), of those bits that the mask has.
func (f FDBFlush) State() (state, mask uint16) { return f.filter(fdbStates()) }

// Flags is as State. It has neither self nor master.
func (f FDBFlush) Flags() (flags, mask uint16) { return f.filter(fdbFlags()) }

func (f FDBFlush) filter(table []fdbFilter) (bits, mask uint16) {
	for _, word := range f.Filters {
		for _, t := range table {
			if t.word == word {
				bits, mask = bits&^t.clear|t.set, mask|t.mask
			}
		}
	}
	return bits, mask
}

// parseFDBFlush reads the words of fdb_flush. Those that mean nothing are skipped.
func parseFDBFlush(a *args) (Action, error) {
	f := FDBFlush{VLAN: -1}
	var err error
	named, port := false, false
	isFilter := func(t fdbFilter) bool { return t.word == a.word() }
	for ; a.more() && err == nil; a.skip() {
		word := a.word()
		switch {
		case word == "dev":
			f.Dev, err = a.next()
			named = true
		case word == "master":
			f.Master = true
		case word == "self":
			f.Self = true
		case slices.ContainsFunc(fdbStates(), isFilter), slices.ContainsFunc(fdbFlags(), isFilter):
			f.Filters = append(f.Filters, word)
		case word == "brport" && port:
			err = garbage("brport", word)
		case word == "brport":
			f.Port, err = a.next()
			port = true
		case word == "vlan" && f.VLAN >= 0:
			err = garbage("vlan", word)
		case word == "vlan":
			word, err = a.next()
			f.VLAN = max(-1, int16(atoi(word)))
		case word == "help":
			_, err = a.next()
		}
	}
	switch {
	case err != nil:
		return nil, err
	case !named:
		return nil, refuse(255, "Device is a required argument.\n")
	case port && f.Port == "":
		return nil, refuse(255, "Cannot find bridge port device \"\"\n")
	}
	return f, nil
}

// Check is what iproute2 finds wrong after it has found the devices.
func (f FDBFlush) Check() error {
	if f.VLAN >= 4096 {
		return refuse(255, "Invalid VLAN ID \"%d\"\n", f.VLAN)
	}
	return nil
}
