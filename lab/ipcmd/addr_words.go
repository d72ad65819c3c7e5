package ipcmd

import (
	"fmt"
	"math/bits"
	"net/netip"
	"strconv"
	"strings"
)

// inet is an address word, as get_prefix of lib/utils.c reads it.
type inet struct {
	family Family
	// addr is the zero Addr for the words "default", "any" and "all".
	addr netip.Addr
	bits int
	// length tells that the word had a /length, or was "default".
	length bool
}

// prefix is the word's value: the zero Prefix for "default", "any" and "all".
func (i inet) prefix() netip.Prefix {
	if !i.addr.IsValid() {
		return netip.Prefix{}
	}
	return netip.PrefixFrom(i.addr, i.bits)
}

// settle makes family that of the first address word, as the objects of `ip` do, unless an option or an earlier
// address has said it.
func settle(family *Family, word Family) {
	if *family == Unspec {
		*family = word
	}
}

// nextPrefix takes the next word, which must be a prefix of the family.
func (a *args) nextPrefix(family Family) (inet, error) {
	word, err := a.next()
	if err != nil {
		return inet{}, err
	}
	return getPrefix(word, family)
}

// nextAddr takes the next word, which must be an address of the family.
func (a *args) nextAddr(family Family) (inet, error) {
	word, err := a.next()
	if err != nil {
		return inet{}, err
	}
	return getAddr(word, family)
}

// nextNumber takes the next word, which must be an unsigned number; message is what `ip` says if it is not.
func (a *args) nextNumber(message string) (uint32, error) {
	word, err := a.next()
	if err != nil {
		return 0, err
	}
	n, ok := number(word)
	if !ok {
		return 0, invalid(message, word)
	}
	return n, nil
}

// named is the number of a name in a database.
func (a *args) named(d database, word string) (uint32, bool) {
	for _, n := range a.own.in(d) {
		if n.name == word {
			return n.number, true
		}
	}
	return 0, false
}

// numberIn is the number of a word that must be in the database, or be a number up to limit.
func (a *args) numberIn(d database, word string, limit uint32) (uint32, bool) {
	if n, ok := a.named(d, word); ok {
		return n, true
	}
	n, ok := number(word)
	return n, ok && n <= limit
}

// nextName takes the next word, which must be in the database or be a number up to limit.
func (a *args) nextName(d database, limit uint32, message string) (uint32, error) {
	word, err := a.next()
	if err != nil {
		return 0, err
	}
	n, ok := a.numberIn(d, word, limit)
	if !ok {
		return 0, invalid(message, word)
	}
	return n, nil
}

// nextDev takes the name of a device. An empty one is refused here, because it means none given in a command.
func (a *args) nextDev() (string, error) {
	word, err := a.next()
	if err == nil && word == "" {
		err = refuse(1, "Cannot find device \"\"\n")
	}
	return word, err
}

// nextMaster takes the name of a bridge to filter by.
func (a *args) nextMaster() (string, error) {
	word, err := a.next()
	if err == nil && word == "" {
		err = invalid("Device does not exist\n", word)
	}
	if err == nil {
		err = a.lookUpMaster(word)
	}
	return word, err
}

func getPrefix(word string, family Family) (inet, error) {
	i, ok := readPrefix(word, family)
	if !ok {
		return inet{}, refuse(1, "Error: %s prefix is expected rather than \"%s\".\n", family.expected(), word)
	}
	return i, nil
}

func getAddr(word string, family Family) (inet, error) {
	i, ok := readAddr(word, family)
	if !ok {
		return inet{}, refuse(1, "Error: %s address is expected rather than \"%s\".\n", family.expected(), word)
	}
	return i, nil
}

func (f Family) expected() string {
	if f == Unspec {
		return "any valid"
	}
	return f.String()
}

// String is the family's name in iproute2: "inet", "inet6", empty for Unspec.
func (f Family) String() string {
	switch f {
	case Inet:
		return "inet"
	case Inet6:
		return "inet6"
	}
	return ""
}

func readPrefix(word string, family Family) (inet, bool) {
	address, length, slash := strings.Cut(word, "/")
	i, ok := readAddr(address, family)
	if !ok {
		return i, false
	}
	if !slash {
		return i, true
	}
	if !i.addr.IsValid() {
		return i, false
	}
	n, ok := netmask(length)
	if !ok || n > i.addr.BitLen() {
		return i, false
	}
	i.bits, i.length = n, true
	return i, true
}

func readAddr(word string, family Family) (inet, bool) {
	switch word {
	case "default":
		return inet{family: family, length: true}, true
	case "all", "any":
		return inet{family: family}, true
	}
	i := inet{family: Inet, bits: 32}
	var ok bool
	if strings.Contains(word, ":") {
		i.family, i.bits = Inet6, 128
		addr, err := netip.ParseAddr(word)
		i.addr, ok = addr, err == nil && addr.Zone() == ""
	} else {
		i.addr, ok = readIPv4(word)
	}
	return i, ok && (family == Unspec || family == i.family)
}

// readIPv4 reads up to four numbers in any base; missing ones are 0: 10.1 is 10.1.0.0 (get_addr_ipv4).
func readIPv4(word string) (netip.Addr, bool) {
	var b [4]byte
	parts := strings.Split(word, ".")
	if len(parts) > len(b) {
		return netip.Addr{}, false
	}
	for i, part := range parts {
		n, ok := number(part)
		if !ok || n > 255 {
			return netip.Addr{}, false
		}
		b[i] = byte(n)
	}
	return netip.AddrFrom4(b), true
}

// netmask reads the word after the slash: a number of bits, or a mask such as 255.255.255.0.
func netmask(word string) (int, bool) {
	if n, ok := number(word); ok {
		return int(min(n, 129)), true
	}
	mask, ok := readIPv4(word)
	if !ok {
		return 0, false
	}
	b := mask.As4()
	m := uint32(b[0])<<24 | uint32(b[1])<<16 | uint32(b[2])<<8 | uint32(b[3])
	if ^m&(^m+1) != 0 {
		return 0, false
	}
	return bits.OnesCount32(m), true
}

// host writes an address as inet_ntop(3) of glibc does, which shows the end of ::a.b.c.d in decimal.
func host(a netip.Addr) string {
	if !a.Is6() {
		return a.String()
	}
	b := a.As16()
	if [12]byte(b[:12]) != [12]byte{} || b[12] == 0 && b[13] == 0 {
		return a.String()
	}
	return "::" + netip.AddrFrom4([4]byte(b[12:])).String()
}

// hostPrefix writes a prefix, without its length where that is the whole address.
func hostPrefix(p netip.Prefix) string {
	if p.Bits() == p.Addr().BitLen() {
		return host(p.Addr())
	}
	return host(p.Addr()) + "/" + strconv.Itoa(p.Bits())
}

// option writes a keyword and its value as two words, nothing where the value is empty.
func option(keyword, value string) []string {
	if value == "" {
		return nil
	}
	return []string{keyword, quote(value)}
}

// addrOption writes a keyword and an address, nothing where there is none.
func addrOption(keyword string, a netip.Addr) []string {
	if !a.IsValid() {
		return nil
	}
	return []string{keyword, host(a)}
}

// prefixOption writes a keyword and a prefix, the zero Prefix as "default"; nothing for nil.
func prefixOption(keyword string, p *netip.Prefix) []string {
	if p == nil {
		return nil
	}
	return []string{keyword, dstWord(*p)}
}

// nameOption writes a keyword and the name of a number; nothing for nil.
func nameOption(keyword string, value *uint8, name func(uint8) string) []string {
	if value == nil {
		return nil
	}
	return []string{keyword, name(*value)}
}

// flagOption writes a word that stands alone, nothing where it was not given.
func flagOption(word string, given bool) []string {
	if !given {
		return nil
	}
	return []string{word}
}

// numberOption writes a keyword and a number, nothing where the number was not given.
func numberOption[T ~uint8 | ~uint32](keyword string, value *T) []string {
	if value == nil {
		return nil
	}
	return []string{keyword, fmt.Sprint(uint32(*value))}
}
