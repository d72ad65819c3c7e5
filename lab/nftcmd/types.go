package nftcmd

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math/bits"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"strings"
)

// Form is how values of a type are written.
type Form int

// The forms.
const (
	FormNumber Form = iota
	FormHex         // as 0x00000010, with all digits
	FormFlags       // bits with names
	FormAddr
	FormEther
	FormName // of a device, with * at its end for all that begin so
	FormIndex
	FormTime
	FormVerdict
	FormText
	FormTraffic // a handle of traffic control
)

// Type is what kind of value something is (nft describe NAME).
type Type struct {
	Name    string
	ID      uint32 // nft's number, which the kernel keeps for it
	Size    int    // in bytes
	Host    bool   // in the machine's byte order; else in the network's
	Form    Form
	Symbols []Symbol
	Bits    int // how many of its last bits a value may have; 0 is all
	Group   int // how many elements of a set are listed in a line; 0 is one
}

// Symbol is a value with a name.
type Symbol struct {
	Name   string
	Number uint64
}

// TypeOf gives the type of that name.
func TypeOf(name string) (Type, bool) {
	t, ok := plainType(name)
	t.Symbols = symbolsOf(name)
	return t, ok
}

// Types are all types that a set can be declared of, and those that only rules have.
func Types() []Type {
	var all []Type
	for _, name := range strings.Fields(typeList) {
		all = append(all, must(name))
	}
	return all
}

// typeList are the names of all types.
const typeList = "verdict nf_proto integer ipv4_addr ipv6_addr ether_addr ether_type arp_op inet_proto inet_service icmp_type " +
	"tcp_flag time mark iface_index iface_type uid gid ct_state ct_dir ct_status icmpv6_type pkt_type icmp_code " +
	"icmpv6_code icmpx_code devgroup dscp ecn fib_addrtype boolean ifname igmp_type"

// plainType is the type of a name, without the names of its values. Each is made by itself: whoever reads rules asks for many.
func plainType(name string) (Type, bool) {
	t := Type{Name: name}
	switch name {
	case "verdict":
		t.ID, t.Size, t.Host, t.Form = 1, 4, true, FormVerdict
	case "nf_proto":
		t.ID, t.Size, t.Host, t.Group = 2, 1, true, 5
	case "integer":
		t.ID, t.Size, t.Group = 4, 4, 5
	case "ipv4_addr":
		t.ID, t.Size, t.Form, t.Group = 7, 4, FormAddr, 2
	case "ipv6_addr":
		t.ID, t.Size, t.Form = 8, 16, FormAddr
	case "ether_addr":
		t.ID, t.Size, t.Form = 9, 6, FormEther
	case "ether_type":
		t.ID, t.Size, t.Form = 10, 2, FormHex
	case "arp_op":
		t.ID, t.Size, t.Group = 11, 2, 5
	case "inet_proto":
		t.ID, t.Size, t.Group = 12, 1, 5
	case "inet_service":
		t.ID, t.Size, t.Group = 13, 2, 5
	case "icmp_type":
		t.ID, t.Size = 14, 1
	case "tcp_flag":
		t.ID, t.Size, t.Form, t.Group = 15, 1, FormFlags, 5
	case "time":
		t.ID, t.Size, t.Host, t.Form = 18, 8, true, FormTime
	case "mark":
		t.ID, t.Size, t.Host, t.Form, t.Group = 19, 4, true, FormHex, 5
	case "iface_index":
		t.ID, t.Size, t.Host, t.Form, t.Group = 20, 4, true, FormIndex, 5
	case "iface_type":
		t.ID, t.Size, t.Host = 21, 2, true
	case "uid":
		t.ID, t.Size, t.Host, t.Group = 24, 4, true, 5
	case "gid":
		t.ID, t.Size, t.Host, t.Group = 25, 4, true, 5
	case "ct_state":
		t.ID, t.Size, t.Host, t.Form, t.Group = 26, 4, true, FormFlags, 2
	case "ct_dir":
		t.ID, t.Size, t.Host, t.Group = 27, 1, true, 5
	case "ct_status":
		t.ID, t.Size, t.Host, t.Form, t.Group = 28, 4, true, FormFlags, 2
	case "icmpv6_type":
		t.ID, t.Size = 29, 1
	case "pkt_type":
		t.ID, t.Size, t.Host, t.Group = 31, 1, true, 2
	case "icmp_code":
		t.ID, t.Size = 32, 1
	case "icmpv6_code":
		t.ID, t.Size = 33, 1
	case "icmpx_code":
		t.ID, t.Size = 34, 1
	case "devgroup":
		t.ID, t.Size, t.Host = 35, 4, true
	case "dscp":
		t.ID, t.Size, t.Form, t.Bits = 36, 1, FormHex, 6
	case "ecn":
		t.ID, t.Size, t.Form, t.Bits = 37, 1, FormHex, 2
	case "fib_addrtype":
		t.ID, t.Size, t.Host = 38, 4, true
	case "boolean":
		t.ID, t.Size = 39, 1
	case "ifname":
		t.ID, t.Size, t.Host, t.Form = 41, ifNameSize, true, FormName
	case "igmp_type":
		t.ID, t.Size = 42, 1
	default:
		return t, false
	}
	return t, true
}

// ifNameSize is IFNAMSIZ.
const ifNameSize = 16

// must is the type of a name of this package's own.
func must(name string) Type {
	t, ok := TypeOf(name)
	if !ok {
		panic("no type " + name)
	}
	return t
}

// integer is a plain number of a field.
func integer(size int, host bool) Type {
	t := must("integer")
	t.Size, t.Host = size, host
	return t
}

// errValue is a word that is no value of a type.
var errValue = errors.New("no such value")

// Bytes is a value as the kernel compares it. Of a name with * it is only the beginning. A device by its name has no bytes here:
// who knows the devices knows its index.
func (t Type) Bytes(word string) ([]byte, error) {
	switch t.Form {
	case FormAddr:
		a, err := netip.ParseAddr(word)
		if err != nil || a.Zone() != "" || a.Is4() != (t.Size == 4) {
			return nil, fmt.Errorf("%s: %w of %s", word, errValue, t.Name)
		}
		return a.AsSlice(), nil
	case FormEther:
		return t.ether(word)
	case FormName, FormText:
		return t.name(word)
	}
	n, err := t.number(word)
	if err != nil {
		return nil, err
	}
	return t.Put(n), nil
}

// ether takes the six numbers of a link-layer address, which may be short.
func (t Type) ether(word string) ([]byte, error) {
	var address net.HardwareAddr
	for part := range strings.SplitSeq(word, ":") {
		n, err := strconv.ParseUint(part, 16, 8)
		if err != nil || len(part) > 2 {
			return nil, fmt.Errorf("%s: %w of %s", word, errValue, t.Name)
		}
		address = append(address, byte(n))
	}
	if len(address) != t.Size {
		return nil, fmt.Errorf("%s: %w of %s", word, errValue, t.Name)
	}
	return address, nil
}

func (t Type) name(word string) ([]byte, error) {
	start, many := strings.CutSuffix(word, "*")
	if start == "" || len(start) >= t.Size || strings.ContainsAny(start, "*\\\"") || !plain(start) {
		return nil, fmt.Errorf("%s: %w of %s", word, errValue, t.Name)
	}
	if many {
		return []byte(start), nil
	}
	return append([]byte(word), make([]byte, t.Size-len(word))...), nil
}

// Put is a number as the kernel has it.
func (t Type) Put(n uint64) []byte {
	whole := make([]byte, 8)
	if t.Host {
		binary.NativeEndian.PutUint64(whole, n)
		if t.little() {
			return whole[:t.Size]
		}
		return whole[8-t.Size:]
	}
	binary.BigEndian.PutUint64(whole, n)
	return whole[8-t.Size:]
}

// little tells whether the machine has the lowest byte first.
func (t Type) little() bool { return binary.NativeEndian.Uint16([]byte{1, 0}) == 1 }

// Get is the number that the kernel has.
func (t Type) Get(data []byte) uint64 {
	var n uint64
	for i := range data {
		at := i
		if t.Host && t.little() {
			at = len(data) - 1 - i
		}
		n = n<<8 | uint64(data[at])
	}
	return n
}

func (t Type) number(word string) (uint64, error) {
	if t.Form == FormFlags {
		return t.flags(word)
	}
	if t.Form == FormTime {
		d, err := parseTime(word)
		return uint64(d.Milliseconds()), err
	}
	for _, s := range t.Symbols {
		if s.Name == word {
			return s.Number, nil
		}
	}
	if t.Form == FormTraffic {
		return t.traffic(word)
	}
	n, err := strconv.ParseUint(word, 0, min(64, 8*t.Size))
	if t.Name == "boolean" {
		err = errValue
	}
	if err != nil || strings.Contains(word, "_") || t.Form == FormIndex || strings.HasPrefix(word, "0") && len(word) > 1 && word[1] != 'x' {
		return 0, fmt.Errorf("%s: %w of %s", word, errValue, t.Name)
	}
	return n, nil
}

func (t Type) traffic(word string) (uint64, error) {
	major, minor, ok := strings.Cut(word, ":")
	a, err := strconv.ParseUint(major, 16, 16)
	b, err2 := strconv.ParseUint(minor, 16, 16)
	if !ok || err != nil || err2 != nil {
		return 0, fmt.Errorf("%s: %w of %s", word, errValue, t.Name)
	}
	return a<<16 | b, nil
}

// flags takes names with commas between them.
func (t Type) flags(word string) (uint64, error) {
	var all uint64
	for name := range strings.SplitSeq(word, ",") {
		i := slices.IndexFunc(t.Symbols, func(s Symbol) bool { return s.Name == name })
		if i >= 0 {
			all |= t.Symbols[i].Number
			continue
		}
		n, err := strconv.ParseUint(name, 0, 8*t.Size)
		if err != nil || strings.Contains(name, "_") {
			return 0, fmt.Errorf("%s: %w of %s", name, errValue, t.Name)
		}
		all |= n
	}
	return all, nil
}

// Text is a value as nft lists it.
func (t Type) Text(data []byte) string {
	switch t.Form {
	case FormAddr:
		a, _ := netip.AddrFromSlice(append(slices.Clone(data), make([]byte, max(0, t.Size-len(data)))...))
		return a.String()
	case FormEther:
		return net.HardwareAddr(data).String()
	case FormName, FormText:
		name, _, whole := strings.Cut(string(data), "\x00")
		if !whole && len(data) < t.Size {
			name += "*"
		}
		return name
	}
	return t.textOf(t.Get(data))
}

func (t Type) textOf(n uint64) string {
	switch t.Form {
	case FormFlags:
		return t.flagsText(n)
	case FormTime:
		return timeText(msec(n))
	}
	for _, s := range t.Symbols {
		if s.Number == n {
			return s.Name
		}
	}
	switch t.Form {
	case FormHex:
		return t.hex(n)
	case FormTraffic:
		return fmt.Sprintf("%x:%x", n>>16, n&0xffff)
	}
	return strconv.FormatUint(n, 10)
}

// hex writes a number with all digits of its type.
func (t Type) hex(n uint64) string {
	digits := 2 * t.Size
	if t.Name == "ecn" {
		digits = 1
	}
	return fmt.Sprintf("0x%0*x", digits, n)
}

// flagsText names the bits from the lowest on.
func (t Type) flagsText(n uint64) string {
	var names []string
	for rest := n; rest != 0; rest &= rest - 1 {
		bit := uint64(1) << bits.TrailingZeros64(rest)
		i := slices.IndexFunc(t.Symbols, func(s Symbol) bool { return s.Number == bit })
		if i < 0 {
			names = append(names, fmt.Sprintf("0x%x", bit))
			continue
		}
		names = append(names, t.Symbols[i].Name)
	}
	if len(names) == 0 {
		return "0x0"
	}
	return strings.Join(names, ",")
}

// Numeric is a value of which `nft -n` shows the number; of others it is the word itself.
func (t Type) Numeric(word string) string {
	if len(t.Symbols) == 0 && t.Form != FormTime || t.Form == FormTraffic {
		return word
	}
	if t.Form == FormTime {
		n, err := t.number(word)
		if err != nil {
			return word
		}
		return strconv.FormatUint(n/1000, 10) + "s"
	}
	var words []string
	for part := range strings.SplitSeq(word, ",") {
		n, err := t.number(part)
		if err != nil {
			return word
		}
		switch t.Form {
		case FormFlags:
			words = append(words, fmt.Sprintf("0x%x", n))
		case FormHex:
			words = append(words, t.hex(n))
		default:
			words = append(words, strconv.FormatUint(n, 10))
		}
	}
	return strings.Join(words, ",")
}

// Compare tells which of two values nft lists first.
func (t Type) Compare(a, b []byte) int {
	if t.Host && t.little() {
		a, b = slices.Clone(a), slices.Clone(b)
		slices.Reverse(a)
		slices.Reverse(b)
	}
	return slices.Compare(a, b)
}

// plain tells whether a text is printable ASCII.
func plain(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r < ' ' || r > '~' }) < 0
}
