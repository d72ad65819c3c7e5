package ipcmd

import (
	"encoding/binary"
	"fmt"
	"net/netip"
	"slices"
	"strconv"

	"vethlab/lab/topo"
)

// vxlanKind is iplink_vxlan.c. No setting may be given twice.
func vxlanKind() kind {
	id := numeric("id", 1, 4).asAlso("vni")
	read := id.read
	id.read = func(p *kindParser, r row, word string) ([]byte, error) {
		value, err := read(p, r, word)
		if err == nil && Number(value) >= 1<<24 {
			err = invalid("invalid id", word)
		}
		return value, err
	}
	group, remote := vxlanAddress("group", 2, 16, true), vxlanAddress("remote", 2, 16, false)
	group.excludes, remote.excludes = "remote", "group"
	none := []row{
		flagged("external", 25, 1).inJSON(jsonTrue).means("", "the tunnel's ends come with each packet, not from these settings", "隧道的两端由每个包给出，而不是由这里设置"),
		flagged("noexternal", 25, 0).asLeast("noe").unless(always).means("", "the tunnel's ends are set here", "隧道的两端在这里设置"),
		leftOut("vnifilter").asLeast("vnif"), leftOut("novnifilter").asLeast("nov"),
		shownAs("", 30, vniFilter).keyed("vnifilter").literally(vniFilterJSON),
	}
	ends := []row{
		id.means("NUMBER", "its tag, or the number of its network", "它的标签，或它所在网络的编号"),
		group.means("ADDRESS", "the multicast group of all that take part", "所有参与者的组播组"),
		remote.means("ADDRESS", "the host at the other side", "另一边的主机"),
		vxlanAddress("local", 4, 17, false).means("ADDRESS", "the own address that it sends from", "发送时用的本机地址"),
		deviceNamed("dev", 3).keyed("link").means("DEV", "the device that carries it", "承载它的设备"),
		vxlanPorts().means("PORT PORT", "the UDP ports that it sends from", "从哪些 UDP 端口发出"),
		vxlanPort().means("PORT", "the UDP port that it sends to and listens on", "发往哪个 UDP 端口，并在此端口接收"),
	}
	asks := []row{
		flagged("nolearning", 7, 0).means("", "it learns no addresses", "不学习地址"),
		flagged("learning", 7, 1).unless(always).inJSON(jsonBool).alwaysInJSON().means("", "it learns which address is where", "学习地址在哪里"),
		flagged("noproxy", 11, 0).unless(always).means("", "it answers ARP for nobody", "不代人回答 ARP"),
		flagged("proxy", 11, 1).inJSON(jsonTrue).means("", "it answers ARP for others", "代别人回答 ARP"),
		flagged("norsc", 12, 0).unless(always).means("", "frames to a router go to the router", "不短接：发给路由器的帧总是交给路由器"),
		flagged("rsc", 12, 1).inJSON(jsonTrue).means("", "frames to a router go straight to the neighbour, if it is known", "路由短接：目的邻居已知时直接送达，不经路由器"),
		flagged("nol2miss", 13, 0).unless(always).means("", "tell nobody of addresses that are not known", "不认识地址时不通知"),
		flagged("l2miss", 13, 1).inJSON(jsonTrue).means("", "tell when an address is not known", "不认识地址时发出通知"),
		flagged("nol3miss", 14, 0).unless(always).means("", "tell nobody of neighbours that are not known", "不认识邻居时不通知"),
		flagged("l3miss", 14, 1).inJSON(jsonTrue).means("", "tell when a neighbour is not known", "不认识邻居时发出通知"),
	}
	packets := []row{
		vxlanTOS().means("NUMBER", "the class of service of its packets", "它的包的服务类别"),
		vxlanTTL().means("NUMBER", "how many routers its packets may pass", "它的包最多经过几个路由器"),
		vxlanDF().means("MODE", "whether its packets may be cut up", "它的包能否分片"),
		vxlanLabel().means("NUMBER", "the flow label of its IPv6 packets", "它的 IPv6 包的流标签"),
		numberOr(numeric("ageing", 8, 4).saying("ageing timer"), "none").means("NUMBER", "after how many seconds it forgets an address", "多少秒之后忘掉一个地址"),
		shownMax(numberOr(numeric("maxaddress", 9, 4).saying("max addresses"), "unlimited")).means("NUMBER", "how many addresses it learns at most", "最多学习多少个地址"),
	}
	return kind{
		name: "vxlan", help: vxlanHelp, unknown: "unknown command", missing: notDevice, once: true,
		rows:  slices.Concat(none, ends, asks, packets, vxlanChecksums()),
		check: vxlanCheck, sent: vxlanSent, shown: vxlanShown,
	}
}

// vxlanChecksums are the settings about checksums, and the extensions of the header.
func vxlanChecksums() []row {
	return []row{
		flagged("udpcsum", 18, 1).keyed("udp_csum").inJSON(jsonBool).means("", "with the checksum of UDP", "带 UDP 校验和"),
		flagged("noudpcsum", 18, 0).means("", "without the checksum of UDP", "不带 UDP 校验和"),
		flagged("udp6zerocsumtx", 19, 1).keyed("udp_zero_csum6_tx").inJSON(jsonBool).means("", "without the checksum of UDP over IPv6", "走 IPv6 时不带 UDP 校验和"),
		flagged("noudp6zerocsumtx", 19, 0).means("", "with the checksum of UDP over IPv6", "走 IPv6 时带 UDP 校验和"),
		flagged("udp6zerocsumrx", 20, 1).keyed("udp_zero_csum6_rx").inJSON(jsonBool).
			means("", "takes IPv6 packets without the checksum of UDP", "接收不带 UDP 校验和的 IPv6 包"),
		flagged("noudp6zerocsumrx", 20, 0).means("", "takes no IPv6 packets without the checksum of UDP", "不接收没有 UDP 校验和的 IPv6 包"),
		flagged("remcsumtx", 21, 1).keyed("remcsum_tx").inJSON(jsonTrue).means("", "let the other side make the checksum inside", "让对方计算内层的校验和"),
		flagged("noremcsumtx", 21, 0).unless(always).means("", "make the checksum inside", "自己计算内层的校验和"),
		flagged("remcsumrx", 22, 1).keyed("remcsum_rx").inJSON(jsonTrue).means("", "make the checksum inside for the other side", "为对方计算内层的校验和"),
		flagged("noremcsumrx", 22, 0).unless(always).means("", "leave the checksum inside as it came", "内层的校验和保持原样"),
		flagged("gbp", 23).inJSON(jsonTrue).means("", "with the group policy in each packet", "每个包带上组策略"),
		flagged("gpe", 27).inJSON(jsonTrue).means("", "packets say which protocol is in them", "包里注明装的是哪种协议"),
	}
}

// vxlanAddress is an address of one end of a tunnel, or of the group of its ends; an IPv6 one has another attribute.
func vxlanAddress(word string, attr, attr6 uint16, multicast bool) row {
	read := func(p *kindParser, r row, word string) ([]byte, error) {
		// All addresses of a tunnel are of one family.
		family := Unspec
		for _, s := range p.list {
			if p.kind.row(s.Name).otherSize == 16 {
				a, _ := netip.AddrFromSlice(s.Value)
				family = familyOf(a)
			}
		}
		a, err := getAddr(word, family)
		if err != nil {
			return nil, err
		}
		if !a.addr.IsValid() || a.addr.IsMulticast() != multicast {
			return nil, invalid("invalid "+r.word+" address", word)
		}
		return a.addr.AsSlice(), nil
	}
	hidden := func(b []byte) bool {
		a, ok := netip.AddrFromSlice(b)
		return !ok || a.IsUnspecified() || a.IsMulticast() != multicast
	}
	return row{word: word, attr: attr, other: attr6, otherSize: 16, read: read, write: addressText, hidden: hidden, member: member{key6: word + "6", form: jsonText}}
}

// vxlanPorts are the ports that packets are sent from, a struct ifla_vxlan_port_range: "srcport 32768 61000".
func vxlanPorts() row {
	read := func(p *kindParser, _ row, word string) ([]byte, error) {
		low, ok := readUnsigned(word, 2)
		if !ok {
			return nil, invalid("min port", word)
		}
		word, err := p.next()
		if err != nil {
			return nil, err
		}
		high, ok := readUnsigned(word, 2)
		if !ok {
			return nil, invalid("max port", word)
		}
		return binary.BigEndian.AppendUint16(binary.BigEndian.AppendUint16(nil, uint16(low)), uint16(high)), nil
	}
	write := func(b []byte) string {
		if len(b) < 4 {
			return ""
		}
		return fmt.Sprintf("%d %d", binary.BigEndian.Uint16(b), binary.BigEndian.Uint16(b[2:]))
	}
	literal := func(b []byte) string {
		if len(b) < 4 {
			return ""
		}
		return fmt.Sprintf(`{"low":%d,"high":%d}`, binary.BigEndian.Uint16(b), binary.BigEndian.Uint16(b[2:]))
	}
	return row{word: "srcport", also: "port", attr: 10, read: read, write: write}.keyed("port_range").literally(literal)
}

func vxlanPort() row {
	read := func(_ *kindParser, _ row, word string) ([]byte, error) {
		n, ok := readUnsigned(word, 2)
		if !ok {
			return nil, invalid("dst port", word)
		}
		return binary.BigEndian.AppendUint16(nil, uint16(n)), nil
	}
	return row{word: "dstport", least: "dst", attr: 15, read: read, write: bigDecimal}.keyed("port").literally(bigDecimal)
}

// bigDecimal writes a port, whose bytes are in the order of the network.
func bigDecimal(b []byte) string {
	if len(b) < 2 {
		return ""
	}
	return strconv.Itoa(int(binary.BigEndian.Uint16(b)))
}

// vxlanTTL has an attribute of its own for "inherit", which is a value of no bytes here.
func vxlanTTL() row {
	read := func(_ *kindParser, _ row, word string) ([]byte, error) {
		switch word {
		case "inherit":
			return []byte{}, nil
		case "auto":
			return []byte{0}, nil
		}
		n, ok := readUnsigned(word, 4)
		switch {
		case !ok:
			return nil, invalid("invalid TTL", word)
		case n > 255:
			return nil, invalid("TTL must be <= 255", word)
		}
		return []byte{byte(n)}, nil
	}
	write := func(b []byte) string {
		switch {
		case len(b) == 0:
			return "inherit"
		case b[0] == 0:
			return "auto"
		}
		return decimal(b)
	}
	literal := func(b []byte) string {
		if len(b) == 0 {
			return ""
		}
		return decimal(b)
	}
	return row{word: "ttl", also: "hoplimit", attr: 5, other: 28, read: read, write: write}.literally(literal)
}

func vxlanTOS() row {
	read := func(p *kindParser, _ row, word string) ([]byte, error) {
		if word == "inherit" {
			return []byte{1}, nil
		}
		if n, ok := p.named(tosNames(), word); ok {
			return []byte{byte(n)}, nil
		}
		n, ok := readHex(word)
		if !ok {
			return nil, invalid("bad TOS value", word)
		}
		return []byte{byte(n)}, nil
	}
	write := func(b []byte) string {
		if Number(b) == 1 {
			return "inherit"
		}
		return fmt.Sprintf("0x%x", Number(b))
	}
	return row{word: "tos", also: "dsfield", least: "to", attr: 6, read: read, write: write, hidden: isZero}.literally(func(b []byte) string { return fmt.Sprintf(`"0x%x"`, Number(b)) })
}

func vxlanDF() row {
	return choice("df", 29, 1, []numberName{{0, "unset"}, {1, "set"}, {2, "inherit"}}, func(word string) error {
		return invalid("DF must be 'unset', 'set' or 'inherit'", word)
	}).unless(isZero).alwaysInJSON()
}

// vxlanLabel is the flow label of IPv6, 20 bits in the order of the network.
func vxlanLabel() row {
	read := func(_ *kindParser, r row, word string) ([]byte, error) {
		n, ok := readUnsigned(word, 4)
		if !ok || n >= 1<<20 {
			return nil, invalid(r.message(), word)
		}
		return binary.BigEndian.AppendUint32(nil, uint32(n)), nil
	}
	write := func(b []byte) string {
		if len(b) < 4 {
			return ""
		}
		return fmt.Sprintf("0x%x", binary.BigEndian.Uint32(b))
	}
	return row{word: "flowlabel", also: "label", attr: 26, read: read, write: write, hidden: isZero}.keyed("label").inJSON(jsonText)
}

// numberOr gives the row with a word for 0.
func numberOr(r row, zero string) row {
	read, write := r.read, r.write
	r.read = func(p *kindParser, r row, word string) ([]byte, error) {
		if word == zero {
			return make([]byte, len(r.value)), nil
		}
		return read(p, r, word)
	}
	r.write = func(b []byte) string {
		if isZero(b) {
			return zero
		}
		return write(b)
	}
	return r
}

func shownMax(r row) row {
	r.show, r.hidden = "maxaddr", isZero
	return r.keyed("limit")
}

func vniFilter(b []byte) string {
	if isZero(b) {
		return ""
	}
	return "vnifilter"
}

func vniFilterJSON(b []byte) string {
	if isZero(b) {
		return ""
	}
	return "true"
}

func vxlanCheck(list []Setting, create bool) string {
	external, id := given(list, "external"), given(list, "id")
	switch {
	case external && id:
		return "vxlan: both 'external' and vni cannot be specified\n"
	case !external && !id && create:
		return "vxlan: missing virtual network identifier\n"
	case given(list, "group") && !given(list, "dev"):
		return "vxlan: 'group' requires 'dev' to be specified\n"
	}
	return ""
}

// KindWarning is what iproute2 writes to standard error before it adds a link of that kind; empty for nothing.
func KindWarning(name string, list []Setting) string {
	if name != "vxlan" || len(list) == 0 || given(list, "dstport") || given(list, "gpe") {
		return ""
	}
	return "vxlan: destination port not specified\nWill use Linux kernel default (non-standard value)\n" +
		"Use 'dstport 4789' to get the IANA assigned value\nUse 'dstport 0' to get default and quiet this message\n"
}

// vxlanSent tells the kernel of a new link whether it shall learn, and leaves out ports that are 0.
func vxlanSent(list []Setting, create bool) []Setting {
	learning, told := byte(1), create
	var sent []Setting
	for _, s := range list {
		switch s.Name {
		case "learning", "nolearning":
			learning, told = s.Value[0], true
			continue
		case "external":
			learning = 0
		case "srcport", "dstport":
			if isZero(s.Value) {
				continue
			}
		}
		sent = append(sent, s)
	}
	if told {
		sent = append(sent, Setting{Name: "learning", Value: []byte{learning}})
	}
	if given(list, "gpe") && !given(list, "dstport") {
		sent = append(sent, Setting{Name: "dstport", Value: []byte{4790 >> 8, 4790 & 0xff}})
	}
	return sent
}

// vxlanShown leaves no blank after vnifilter, as iproute2 does.
func vxlanShown(list []topo.Detail, _ map[uint16][]byte) []topo.Detail {
	at := slices.IndexFunc(list, func(d topo.Detail) bool { return d.Name == "vnifilter" })
	if at < 0 || at+1 == len(list) {
		return list
	}
	list[at+1].Name, list[at].Name = list[at].Name+list[at+1].Name, ""
	return list
}
