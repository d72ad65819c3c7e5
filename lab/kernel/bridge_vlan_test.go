//go:build linux

package kernel

import (
	"encoding/binary"
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/exp/golden"
	"github.com/vishvananda/netlink/nl"
	"golang.org/x/sys/unix"

	"vethlab/lab/ipcmd"
	"vethlab/lab/topo"
)

// nested is an attribute with others in it; vlanPorts and its like are messages as a kernel with VLAN filtering sends them.
func nested(kind int, inner ...*nl.RtAttr) *nl.RtAttr {
	a := nl.NewRtAttr(kind, nil)
	for _, i := range inner {
		a.AddRtAttr(int(i.Type), i.Serialize()[unix.SizeofRtAttr:])
	}
	return a
}

func flat(begin []byte, attrs ...*nl.RtAttr) []byte {
	for _, a := range attrs {
		begin = append(begin, a.Serialize()...)
	}
	return begin
}

func vlanPorts(index int) []byte {
	header := nl.NewIfInfomsg(unix.AF_BRIDGE)
	header.Index = int32(index)
	families := nl.NewRtAttr(unix.IFLA_AF_SPEC, nil)
	for _, v := range []struct{ flags, vid uint16 }{{6, 1}, {8, 10}, {16, 20}, {4 | 8, 100}, {4 | 16, 4094}, {0, 4000}} {
		families.AddRtAttr(iflaBridgeVLAN, vlanInfo(v.flags, int16(v.vid)))
	}
	for _, v := range []struct {
		flags, vid uint16
		tunnel     uint32
	}{{0, 5, 500}, {8, 10, 1010}, {16, 20, 1020}, {8, 1000, 7}, {16, 2000, 1007}} {
		info := families.AddRtAttr(iflaBridgeTunnel, nil)
		info.AddRtAttr(1, nl.Uint32Attr(v.tunnel))
		info.AddRtAttr(2, nl.Uint16Attr(v.vid))
		info.AddRtAttr(3, nl.Uint16Attr(v.flags))
	}
	return flat(header.Serialize(), families)
}

func vlanStats(index, attr int) []byte {
	var list []*nl.RtAttr
	for _, v := range []struct{ vid, flags uint16 }{{1, 6}, {10, 0}, {11, 1}, {12, 33}} {
		var counts []byte
		for i := range uint64(4) {
			counts = binary.NativeEndian.AppendUint64(counts, 1000*i+uint64(v.vid))
		}
		counts = binary.NativeEndian.AppendUint16(binary.NativeEndian.AppendUint16(counts, v.vid), v.flags)
		list = append(list, nl.NewRtAttr(xstatsVLAN, append(counts, 0, 0, 0, 0)))
	}
	head := binary.NativeEndian.AppendUint32(make([]byte, 4), uint32(index))
	return flat(append(head, 0, 0, 0, 0), nested(attr, nested(xstatsBridge, list...)))
}

func vlanSettings(index int) []byte {
	entry := nested(1|unix.NLA_F_NESTED,
		nl.NewRtAttr(1, vlanInfo(6, 1)), nl.NewRtAttr(3, []byte{3}), nl.NewRtAttr(6, []byte{1}),
		nested(5, nl.NewRtAttr(1, nl.Uint64Attr(11)), nl.NewRtAttr(2, nl.Uint64Attr(12)), nl.NewRtAttr(3, nl.Uint64Attr(13))))
	span := nested(1|unix.NLA_F_NESTED, nl.NewRtAttr(1, vlanInfo(0, 10)), nl.NewRtAttr(2, nl.Uint16Attr(20)), nl.NewRtAttr(3, []byte{9}))
	var options []*nl.RtAttr
	options = append(options, nl.NewRtAttr(1, nl.Uint16Attr(1)), nl.NewRtAttr(2, nl.Uint16Attr(4)))
	for attr, size := range map[int]int{3: 1, 4: 1, 5: 1, 6: 4, 7: 4, 8: 8, 10: 8, 11: 8, 12: 8, 13: 8, 14: 8, 15: 1} {
		options = append(options, nl.NewRtAttr(attr, nl.Uint64Attr(uint64(attr))[:size]))
	}
	port := flat(nl.Uint32Attr(3), nl.NewRtAttr(1, nl.Uint32Attr(12345)), nl.NewRtAttr(2, []byte{1}))
	options = append(options, nested(16, nl.NewRtAttr(1, port), nl.NewRtAttr(1, flat(nl.Uint32Attr(2), nl.NewRtAttr(2, []byte{2})))))
	return flat(vlanMessage(index), entry, span, nested(2|unix.NLA_F_NESTED, options...))
}

// What a kernel tells that filters VLANs, as bridge/vlan.c of iproute2 6.1 prints it.
func TestVLANText(t *testing.T) {
	all := []topo.Link{{Index: 1, Name: "br0"}, {Index: 2, Name: "v0"}, {Index: 3, Name: "a-long-link-name"}}
	var b strings.Builder
	show := func(o ipcmd.Options, s ipcmd.VLANShow) {
		fmt.Fprintf(&b, "# %s\n", ipcmd.Command{Options: o, Action: s})
		p := ipcmd.NewPrinter(o)
		p.VLANHeader(s)
		for _, index := range []int{2, 3} {
			ports, err := decodeVLANs(vlanPorts(index), s.Tunnels)
			counts, err2 := decodeVLANCounts(vlanStats(index, statsXstatsSlave), statsXstatsSlave)
			entries, err3 := decodeVLANEntries(vlanSettings(index), s.Global)
			if err != nil || err2 != nil || err3 != nil {
				t.Fatal(err, err2, err3)
			}
			switch {
			case s.Global, o.Details && !s.Tunnels:
				p.VLANEntries(entries, s, all)
			case o.Stats > 0:
				p.VLANCounts(index, counts.counts, s, all)
			default:
				p.VLANPort(ports.index, ports.list, s, all)
			}
		}
		if err := p.Flush(&b); err != nil {
			t.Fatal(err)
		}
	}
	for _, s := range []ipcmd.VLANShow{{}, {VID: 15}, {VID: 1}, {Tunnels: true}, {Tunnels: true, VID: 15}, {Global: true}} {
		for _, o := range []ipcmd.Options{{}, {Stats: 1}, {Details: true}, {Details: true, Stats: 1}, {JSON: true}, {JSON: true, Stats: 1, Details: true}, {JSON: true, Stats: 1}} {
			show(o, s)
		}
	}
	show(ipcmd.Options{JSON: true, Pretty: true}, ipcmd.VLANShow{VID: 1})
	show(ipcmd.Options{OneLine: true, Color: "always"}, ipcmd.VLANShow{})
	golden.RequireEqual(t, []byte(b.String()))
}

// FuzzDecodeVLANs holds that no message of whatever bytes stops the program.
func FuzzDecodeVLANs(f *testing.F) {
	f.Add(vlanPorts(2))
	f.Add(vlanStats(2, statsXstats))
	f.Add(vlanSettings(2))
	f.Fuzz(func(t *testing.T, message []byte) {
		for _, other := range []bool{false, true} {
			_, err := decodeVLANs(message, other)
			_, err2 := decodeVLANCounts(message, statsXstats)
			_, err3 := decodeVLANEntries(message, other)
			if len(message) >= 16 && (err != nil || err2 != nil || err3 != nil) {
				t.Errorf("unexpected errors: %v, %v, %v", err, err2, err3)
			}
		}
	})
}
