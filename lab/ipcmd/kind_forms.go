package ipcmd

import (
	"encoding/binary"
	"fmt"
	"net/netip"
	"strconv"
	"strings"
)

// The forms of settings: how a value is read from a command line and written again, here and with -d.

// numeric is a setting that is a number of so many bytes.
func numeric(word string, attr uint16, size int) row {
	read := func(_ *kindParser, r row, word string) ([]byte, error) {
		n, ok := readUnsigned(word, size)
		if !ok {
			return nil, invalid(r.message(), word)
		}
		return unsigned(n, size), nil
	}
	return row{word: word, attr: attr, value: make([]byte, size), read: read, write: decimal, member: member{form: jsonNumeral}}
}

// flagged is a word that stands alone, for that value.
func flagged(word string, attr uint16, value ...byte) row {
	return row{word: word, attr: attr, flag: true, value: value}
}

// shownAs is what -d shows and no command sets.
func shownAs(word string, attr uint16, write func([]byte) string) row {
	return row{word: word, attr: attr, write: write, member: member{form: jsonText}}
}

// shownNumber is as shownAs, of a number.
func shownNumber(word string, attr uint16) row {
	return shownAs(word, attr, decimal).inJSON(jsonNumeral)
}

// shownTimer is as shownAs, of a time.
func shownTimer(word string, attr uint16) row {
	return shownAs(word, attr, timerText).literally(func(b []byte) string { return strings.TrimSpace(timerText(b)) })
}

// leftOut is a word that the machine's own ip carries out.
func leftOut(word string) row { return row{word: word, foreign: true} }

// choice is a setting whose value is a word for a number of so many bytes.
func choice(word string, attr uint16, size int, names []numberName, wrong func(word string) error) row {
	read := func(_ *kindParser, _ row, word string) ([]byte, error) {
		for _, n := range names {
			if n.name == word {
				return unsigned(uint64(n.number), size), nil
			}
		}
		return nil, wrong(word)
	}
	write := func(b []byte) string {
		for _, n := range names {
			if uint64(n.number) == Number(b) {
				return n.name
			}
		}
		return "unknown"
	}
	return row{word: word, attr: attr, read: read, write: write, member: member{form: jsonText}}
}

// toggle is a setting that is on or off, or a beginning of that (lib/utils.c, parse_on_off).
func toggle(word string, attr uint16) row {
	read := func(_ *kindParser, r row, word string) ([]byte, error) {
		switch {
		case matches(word, "off"):
			return []byte{0}, nil
		case matches(word, "on"):
			return []byte{1}, nil
		}
		return nil, refuse(1, "Error: argument of \"%s\" must be one of \"off\", \"on\", not \"%s\"\n", r.word, word)
	}
	return row{word: word, attr: attr, read: read, write: onOffText, member: member{form: jsonBool}}
}

// deviceNamed is a setting that names a device; the kernel gives its index.
func deviceNamed(word string, attr uint16) row {
	return row{word: word, attr: attr, device: true, write: decimal, hidden: isZero, member: member{form: jsonNumeral}}
}

// vlanProtocolRow is an ETH_P_* in iproute2's words (lib/ll_proto.c). Of its many only those of VLANs are known here.
func vlanProtocolRow(word string, attr uint16) row {
	read := func(p *kindParser, _ row, word string) ([]byte, error) {
		switch strings.ToLower(word) {
		case "802.1q":
			return []byte{0x81, 0x00}, nil
		case "802.1ad":
			return []byte{0x88, 0xa8}, nil
		}
		p.foreign = true
		return nil, nil
	}
	return row{word: word, attr: attr, read: read, write: vlanProtocolText, member: member{form: jsonText}}
}

// unsigned is a number in so many bytes, of which it takes the lowest.
func unsigned(n uint64, size int) []byte {
	switch size {
	case 1:
		return []byte{byte(n)}
	case 2:
		return binary.NativeEndian.AppendUint16(nil, uint16(n))
	case 4:
		return binary.NativeEndian.AppendUint32(nil, uint32(n))
	default:
		return binary.NativeEndian.AppendUint64(nil, n)
	}
}

// Number is an unsigned number of the kernel's, in as many bytes as it has, in the byte order of this machine; 0 for a size that no number has.
func Number(b []byte) uint64 {
	switch len(b) {
	case 1:
		return uint64(b[0])
	case 2:
		return uint64(binary.NativeEndian.Uint16(b))
	case 4:
		return uint64(binary.NativeEndian.Uint32(b))
	case 8:
		return binary.NativeEndian.Uint64(b)
	}
	return 0
}

func decimal(b []byte) string { return strconv.FormatUint(Number(b), 10) }

// hexadecimal is C's %#x, which writes 0 without its 0x.
func hexadecimal(b []byte) string {
	if Number(b) == 0 {
		return "0"
	}
	return fmt.Sprintf("%#x", Number(b))
}

func onOffText(b []byte) string {
	if Number(b) != 0 {
		return "on"
	}
	return "off"
}

// timerText writes a clock_t, hundredths of a second.
func timerText(b []byte) string { return Timer(int(Number(b))) }

// bridgeIDText is a struct ifla_bridge_id without leading zeros in its address: "8000.2:0:0:0:0:1".
func bridgeIDText(b []byte) string {
	if len(b) < 8 {
		return ""
	}
	parts := make([]string, 6)
	for i, v := range b[2:8] {
		parts[i] = strconv.FormatUint(uint64(v), 16)
	}
	return fmt.Sprintf("%x.%s", b[:2], strings.Join(parts, ":"))
}

// etherText is a link layer address with two digits a byte.
func etherText(b []byte) string {
	parts := make([]string, len(b))
	for i, v := range b {
		parts[i] = fmt.Sprintf("%02x", v)
	}
	return strings.Join(parts, ":")
}

func vlanProtocolText(b []byte) string {
	if len(b) < 2 {
		return ""
	}
	switch protocol := binary.BigEndian.Uint16(b); protocol {
	case 0x8100:
		return "802.1Q"
	case 0x88a8:
		return "802.1ad"
	default:
		return fmt.Sprintf("[%d]", protocol)
	}
}

func addressText(b []byte) string {
	a, _ := netip.AddrFromSlice(b)
	return host(a)
}
