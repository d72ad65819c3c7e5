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
	list := append([]string{"fdb", "show"}, option("br", s.Bridge)...)
	list = append(list, option("dev", s.Dev)...)
	if s.VLAN != 0 {
		list = append(list, "vlan", strconv.Itoa(s.VLAN))
	}
	if s.State != 0 {
		list = append(list, "state", fmt.Sprintf("%#x", s.State))
	}
	if s.Dynamic {
		list = append(list, "dynamic")
	}
	return list
}

func (m FDBModify) words() []string {
	list := []string{"fdb", m.Verb, m.Address, "dev", quote(m.Dev)}
	for _, f := range []struct {
		bit  uint8
		word string
	}{
		{ntfSelf, "self"}, {ntfMaster, "master"}, {ntfUse, "use"}, {ntfRouter, "router"}, {ntfExtLearned, "extern_learn"},
		{ntfSticky, "sticky"},
	} {
		// That nothing was said means self, and permanent.
		if m.Flags&f.bit != 0 && (f.bit != ntfSelf || m.Flags&ntfMaster != 0) {
			list = append(list, f.word)
		}
	}
	if m.State&(nudPermanent|nudReachable) == nudPermanent|nudReachable {
		list = append(list, "permanent")
	}
	switch {
	case m.State&nudNoARP == 0:
		list = append(list, "dynamic")
	case m.State&nudReachable != 0:
		list = append(list, "static")
	}
	if m.VLAN != nil {
		list = append(list, "vlan", strconv.Itoa(int(*m.VLAN)))
	}
	return list
}

// parseFDB reads what stands after "bridge fdb" (bridge/fdb.c, do_fdb).
func parseFDB(a *args) (Action, error) {
	if !a.more() {
		return FDBShow{}, nil
	}
	word := a.word()
	a.skip()
	for _, verb := range []string{"add", "append", "replace", "delete"} {
		if matches(word, verb) {
			return parseFDBModify(a, verb)
		}
	}
	switch {
	case matches(word, "get"):
		return parseFDBGet(a)
	case matches(word, "show"), matches(word, "lst"), matches(word, "list"):
		return parseFDBShow(a)
	case word == "flush":
		return parseFDBFlush(a)
	case matches(word, "help"):
		return nil, fdbUsage()
	}
	return nil, refuse(255, "Command \"%s\" is unknown, try \"bridge fdb help\".\n", word)
}

func parseFDBShow(a *args) (Action, error) {
	var show FDBShow
	var err error
	var emptyDev, emptyBridge bool
	for ; a.more() && err == nil; a.skip() {
		switch word := a.word(); {
		case word == "brport", word == "dev":
			show.Dev, err = a.next()
			emptyDev = show.Dev == ""
		case word == "br":
			show.Bridge, err = a.next()
			emptyBridge = show.Bridge == ""
		case word == "vlan":
			if word, err = a.next(); err == nil && show.VLAN != 0 {
				err = duplicate("vlan", word)
			}
			show.VLAN = int(atoi(word))
		case word == "state":
			if word, err = a.next(); err == nil {
				err = show.addState(word)
			}
		case word == "dynamic":
			show.Dynamic = true
		case matches(word, "help"):
			err = fdbUsage()
		}
	}
	switch {
	case err != nil:
		return nil, err
	case emptyBridge:
		return nil, refuse(255, "Cannot find bridge device \"\"\n")
	case emptyDev:
		return nil, refuse(255, "Cannot find device \"\"\n")
	}
	return show, nil
}

// addState takes one more state to show (state_a2n).
func (s *FDBShow) addState(word string) error {
	switch {
	case matches(word, "permanent"):
		s.State |= nudPermanent
	case matches(word, "static"), matches(word, "temp"):
		s.State |= nudNoARP
	case matches(word, "stale"):
		s.State |= nudStale
	case matches(word, "reachable"), matches(word, "dynamic"):
		s.State |= nudReachable
	case word == "all":
		s.State = ^uint32(0)
	default:
		n, err := strconv.ParseUint(word, 0, 32)
		if err != nil || isGoNumber(word) {
			return invalid("invalid state", word)
		}
		s.State |= uint32(n)
	}
	return nil
}

// parseFDBModify reads the words of fdb_modify, whose order it follows.
func parseFDBModify(a *args, verb string) (Action, error) {
	m := FDBModify{Verb: verb, State: nudNoARP}
	var address *string
	var err error
	named := false
	for ; a.more() && err == nil; a.skip() {
		switch word := a.word(); {
		case word == "dev":
			named = true
			m.Dev, err = a.next()
		case word == "dst", word == "nhid", word == "port", word == "vni", word == "src_vni", word == "via":
			return Foreign{}, nil
		case word == "self":
			m.Flags |= ntfSelf
		case matches(word, "master"):
			m.Flags |= ntfMaster
		case matches(word, "router"):
			m.Flags |= ntfRouter
		case matches(word, "local"), matches(word, "permanent"):
			m.State |= nudPermanent
		case matches(word, "temp"), matches(word, "static"):
			m.State |= nudReachable
		case matches(word, "dynamic"):
			m.State = m.State&^nudNoARP | nudReachable
		case matches(word, "vlan"):
			err = m.readVLAN(a)
		case matches(word, "use"):
			m.Flags |= ntfUse
		case matches(word, "extern_learn"):
			m.Flags |= ntfExtLearned
		case matches(word, "sticky"):
			m.Flags |= ntfSticky
		default:
			err = readFDBAddress(a, &address)
		}
	}
	switch {
	case err != nil:
		return nil, err
	case !named || address == nil:
		return nil, refuse(255, "Device and address are required arguments.\n")
	}
	return m.settle(*address)
}

func (m *FDBModify) readVLAN(a *args) error {
	if m.VLAN != nil && *m.VLAN >= 0 {
		return garbage("vlan", a.word())
	}
	word, err := a.next()
	m.VLAN = pointer(int16(atoi(word)))
	return err
}

func readFDBAddress(a *args, address **string) error {
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
