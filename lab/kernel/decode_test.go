//go:build linux

package kernel

import "testing"

// FuzzDecodeLink holds that no message of whatever bytes stops the program.
func FuzzDecodeLink(f *testing.F) {
	f.Add([]byte{
		0, 0, 1, 0, 2, 0, 0, 0, 0x43, 0x10, 1, 0, 0, 0, 0, 0, // struct ifinfomsg: ether, index 2
		9, 0, 3, 0, 'v', 'e', 't', 'h', 0, 0, 0, 0, // IFLA_IFNAME
		10, 0, 1, 0, 0x52, 0x54, 0, 0, 0, 1, 0, 0, // IFLA_ADDRESS
		8, 0, 37, 0, 0, 0, 0, 0, // IFLA_LINK_NETNSID
		16, 0, 18, 0, 9, 0, 1, 0, 'v', 'e', 't', 'h', 0, 0, 0, 0, // IFLA_LINKINFO
	})
	f.Fuzz(func(t *testing.T, message []byte) {
		l, err := decodeLink(message)
		if err == nil && l.LinkNetnsID != nil && l.Parent == 0 && l.Index != 0 {
			t.Errorf("unexpected link: want the index of the other end, got %+v", l)
		}
	})
}

func TestDecodeEqualIndex(t *testing.T) {
	l, err := decodeLink([]byte{
		0, 0, 1, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
		8, 0, 37, 0, 5, 0, 0, 0,
	})
	if err != nil || l.Parent != 2 || l.LinkNetnsID == nil || *l.LinkNetnsID != 5 {
		t.Errorf("unexpected link: want parent 2 in netns 5, got %+v, %v", l, err)
	}
}
