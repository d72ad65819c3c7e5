//go:build linux

package kernel

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/vishvananda/netlink/nl"
	"golang.org/x/sys/unix"

	"vethlab/lab/ipcmd"
	"vethlab/lab/topo"
)

// linkMessage is an RTM_NEWLINK or RTM_DELLINK in the making.
type linkMessage struct {
	header *nl.IfInfomsg
	attrs  []*nl.RtAttr
	// opened are the namespaces that an attribute names by descriptor; they are closed when the kernel has answered.
	opened []int
}

func (m *linkMessage) add(kind int, value []byte) {
	m.attrs = append(m.attrs, nl.NewRtAttr(kind, value))
}

func (m *linkMessage) add32(kind int, value int) { m.add(kind, nl.Uint32Attr(uint32(value))) }

func (m *linkMessage) close() {
	for _, fd := range m.opened {
		unix.Close(fd)
	}
}

// linkMessage puts what add, set and a peer have in common into a message; the device itself is not looked up yet.
func (c *call) linkMessage(p ipcmd.LinkParams) (*linkMessage, error) {
	m := &linkMessage{header: nl.NewIfInfomsg(unix.AF_UNSPEC)}
	if p.Netns != "" {
		if err := m.netns(p.Netns); err != nil {
			return m, err
		}
	}
	if err := c.linkNetns(m, p); err != nil {
		return m, err
	}
	if p.Master != nil {
		index := 0
		if *p.Master != "" {
			master, err := c.h.linkIndex(*p.Master)
			if err != nil {
				return m, wrong(*p.Master, "Device does not exist\n")
			}
			index = master
		}
		m.add32(unix.IFLA_MASTER, index)
	}
	if p.Name != "" {
		m.add(unix.IFLA_IFNAME, nl.ZeroTerminated(p.Name))
	}
	if p.Address != "" {
		m.add(unix.IFLA_ADDRESS, lladdr(p.Address))
	}
	if p.Broadcast != "" {
		m.add(unix.IFLA_BROADCAST, lladdr(p.Broadcast))
	}
	if p.Alias != nil {
		m.add(unix.IFLA_IFALIAS, []byte(*p.Alias))
	}
	for _, n := range []struct {
		kind  int
		value *int
	}{
		{unix.IFLA_TXQLEN, p.TxQueueLen}, {unix.IFLA_MTU, p.MTU}, {unix.IFLA_GROUP, p.Group},
		{unix.IFLA_NUM_TX_QUEUES, p.NumTxQueues}, {unix.IFLA_NUM_RX_QUEUES, p.NumRxQueues},
	} {
		if n.value != nil {
			m.add32(n.kind, *n.value)
		}
	}
	m.state(p)
	if p.AddrGenMode != "" {
		m.addrGenMode(p.AddrGenMode)
	}
	m.flags(p)
	return m, nil
}

// linkNetns adds the namespace of the other end, which gets an id here if it has none (iplink_parse of iplink.c).
func (c *call) linkNetns(m *linkMessage, p ipcmd.LinkParams) error {
	switch {
	case p.LinkNetnsID != nil:
		m.add32(unix.IFLA_LINK_NETNSID, *p.LinkNetnsID)
	case p.LinkNetns != "":
		id, err := c.h.netnsID(p.LinkNetns)
		if err == nil && id < 0 && c.netnsSet(ipcmd.NetnsSet{Name: p.LinkNetns, ID: ipcmd.Auto}) == nil {
			id, err = c.h.netnsID(p.LinkNetns)
		}
		if err != nil || id < 0 {
			return wrong(p.LinkNetns, "Invalid \"link-netns\" value\n")
		}
		m.add32(unix.IFLA_LINK_NETNSID, id)
	}
	return nil
}

// inet6AddrGenMode is IFLA_INET6_ADDR_GEN_MODE of if_link.h.
const inet6AddrGenMode = 8

// addrGenModes are the words for IN6_ADDR_GEN_MODE_* of if_link.h, by number.
func addrGenModes() []string { return []string{"eui64", "none", "stable_secret", "random"} }

func (m *linkMessage) addrGenMode(mode string) {
	families := nl.NewRtAttr(unix.IFLA_AF_SPEC, nil)
	families.AddRtAttr(unix.AF_INET6, nil).AddRtAttr(inet6AddrGenMode, []byte{byte(slices.Index(addrGenModes(), mode))})
	m.attrs = append(m.attrs, families)
}

// iflaGROMaxSize is an attribute of if_link.h that package unix does not know.
const iflaGROMaxSize = 58

// state adds what the link is told of its state, and the sizes of what is handed to it at once.
func (m *linkMessage) state(p ipcmd.LinkParams) {
	if p.Carrier != nil {
		m.add(unix.IFLA_CARRIER, []byte{byte(bit(*p.Carrier, 1))})
	}
	if p.ProtoDown != nil {
		m.add(unix.IFLA_PROTO_DOWN, []byte{byte(bit(*p.ProtoDown, 1))})
	}
	if p.Mode != "" {
		m.add(unix.IFLA_LINKMODE, []byte{p.ModeNumber()})
	}
	if p.State != "" {
		m.add(unix.IFLA_OPERSTATE, []byte{p.StateNumber()})
	}
	for _, n := range []struct {
		kind  int
		value *uint32
	}{{unix.IFLA_GSO_MAX_SIZE, p.GSOMaxSize}, {unix.IFLA_GSO_MAX_SEGS, p.GSOMaxSegs}, {iflaGROMaxSize, p.GROMaxSize}} {
		if n.value != nil {
			m.add(n.kind, nl.Uint32Attr(*n.value))
		}
	}
}

// flags sets the flags that were given; NOARP and NOTRAILERS are the opposites of their words.
func (m *linkMessage) flags(p ipcmd.LinkParams) {
	for _, f := range []struct {
		value *bool
		flag  uint32
		not   bool
	}{
		{p.Up, unix.IFF_UP, false}, {p.Multicast, unix.IFF_MULTICAST, false}, {p.AllMulticast, unix.IFF_ALLMULTI, false},
		{p.Promisc, unix.IFF_PROMISC, false}, {p.Dynamic, unix.IFF_DYNAMIC, false},
		{p.ARP, unix.IFF_NOARP, true}, {p.Trailers, unix.IFF_NOTRAILERS, true},
	} {
		if f.value != nil {
			m.header.Change |= f.flag
			m.header.Flags |= bit(*f.value != f.not, f.flag)
		}
	}
}

// netns adds the namespace to go to: a name in [RunDir], a path, or else a process id (lib/namespace.c, netns_get_fd).
func (m *linkMessage) netns(name string) error {
	path := name
	if !strings.Contains(name, "/") {
		path = RunDir + "/" + name
	}
	fd, err := unix.Open(path, unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err == nil {
		m.opened = append(m.opened, fd)
		m.add32(unix.IFLA_NET_NS_FD, fd)
		return nil
	}
	pid, err := strconv.ParseInt(name, 0, 32)
	if err != nil {
		return wrong(name, "Invalid \"netns\" value\n")
	}
	m.add32(unix.IFLA_NET_NS_PID, int(pid))
	return nil
}

// send asks the kernel for the change.
func (c *call) send(m *linkMessage, kind, flags int) error {
	r := c.h.request(kind, flags|unix.NLM_F_ACK)
	r.AddData(m.header)
	for _, a := range m.attrs {
		r.AddData(a)
	}
	_, err := r.execute(0)
	return refused(err)
}

func (c *call) linkAdd(a ipcmd.LinkAdd) error {
	m, err := c.linkMessage(a.LinkParams)
	defer m.close()
	if err != nil {
		return err
	}
	if err := c.newLink(m, a.LinkParams); err != nil {
		return err
	}
	info, err := c.linkInfo(a.Type, a.Settings, a.Wrong, true)
	if err != nil {
		return err
	}
	if a.Peer != nil {
		peer, err := c.linkMessage(*a.Peer)
		defer peer.close()
		if err != nil {
			return err
		}
		if err := c.newLink(peer, *a.Peer); err != nil {
			return err
		}
		end := info.AddRtAttr(nl.IFLA_INFO_DATA, nil).AddRtAttr(nl.VETH_INFO_PEER, nil)
		end.AddChild(peer.header)
		for _, attr := range peer.attrs {
			end.AddChild(attr)
		}
	}
	m.attrs = append(m.attrs, info)
	if a.Replace {
		return c.send(m, unix.RTM_NEWLINK, unix.NLM_F_CREATE|unix.NLM_F_REPLACE)
	}
	return c.send(m, unix.RTM_NEWLINK, unix.NLM_F_CREATE|unix.NLM_F_EXCL)
}

// newLink adds what only a link that is made is told, an end of a veth as well: its index, and the device below it.
func (c *call) newLink(m *linkMessage, p ipcmd.LinkParams) error {
	m.header.Index = int32(p.Index)
	if p.Link == "" {
		return nil
	}
	below, err := c.h.linkIndex(p.Link)
	if err != nil {
		return err
	}
	m.add32(unix.IFLA_LINK, below)
	return nil
}

// linkInfo is the IFLA_LINKINFO for a kind and its settings. Devices are looked up in the order of the words.
func (c *call) linkInfo(kind string, list []ipcmd.Setting, wrong *ipcmd.WrongSetting, create bool) (*nl.RtAttr, error) {
	list = slices.Clone(list)
	for i, s := range list {
		if s.Device == "" {
			continue
		}
		index, err := c.h.linkIndex(s.Device)
		if err != nil {
			return nil, ipcmd.MissingDevice(kind, s.Device)
		}
		list[i].Value = nl.Uint32Attr(uint32(index))
	}
	if wrong != nil {
		return nil, wrong.Err
	}
	info := nl.NewRtAttr(unix.IFLA_LINKINFO, nil)
	info.AddRtAttr(nl.IFLA_INFO_KIND, nl.NonZeroTerminated(kind))
	if len(list) == 0 {
		return info, nil
	}
	if create {
		if _, err := io.WriteString(c.stderr, ipcmd.KindWarning(kind, list)); err != nil {
			return nil, err
		}
	}
	nest := nl.IFLA_INFO_DATA
	if strings.HasSuffix(kind, "_slave") {
		nest = nl.IFLA_INFO_SLAVE_DATA
	}
	data := info.AddRtAttr(nest, nil)
	for _, a := range ipcmd.KindAttributes(kind, list, create) {
		data.AddRtAttr(int(a.Type), a.Value)
	}
	return info, nil
}

func (c *call) linkSet(a ipcmd.LinkSet) error {
	m, err := c.linkMessage(a.LinkParams)
	defer m.close()
	if err != nil {
		return err
	}
	if a.Dev == "" {
		return c.send(m, unix.RTM_NEWLINK, 0)
	}
	if a.Address != "" {
		if err := c.addressFits(a.Dev, a.Address); err != nil {
			return err
		}
	}
	index, err := c.h.linkIndex(a.Dev)
	if err != nil {
		return err
	}
	m.header.Index = int32(index)
	if a.Index != 0 {
		m.add32(unix.IFLA_NEW_IFINDEX, a.Index)
	}
	if a.Type != "" {
		info, err := c.linkInfo(a.Type, a.Settings, a.Wrong, false)
		if err != nil {
			return err
		}
		m.attrs = append(m.attrs, info)
	}
	return c.send(m, unix.RTM_NEWLINK, 0)
}

// addressFits refuses an address that is longer or shorter than the link's own, as iproute2 does itself. That there is
// no such link is told here only where it was named by index, and does not end the command.
func (c *call) addressFits(dev, address string) error {
	index, err := c.h.linkIndex(dev)
	if err != nil {
		return nil
	}
	l, err := c.h.getLink(index, nil)
	if err != nil {
		report(refused(err), c.stderr)
		return nil
	}
	if want, got := len(lladdr(l.Address)), len(lladdr(address)); want != got {
		return failed(1, "Invalid address length %d - must be %d bytes\n", got, want)
	}
	return nil
}

func (c *call) linkDelete(a ipcmd.LinkDelete) error {
	m := &linkMessage{header: nl.NewIfInfomsg(unix.AF_UNSPEC)}
	if a.Dev != "" {
		index, err := c.h.linkIndex(a.Dev)
		if err != nil {
			return err
		}
		m.header.Index = int32(index)
	}
	if a.Group != nil {
		m.add32(unix.IFLA_GROUP, *a.Group)
	}
	if a.Type != "" {
		info := nl.NewRtAttr(unix.IFLA_LINKINFO, nil)
		info.AddRtAttr(nl.IFLA_INFO_KIND, nl.NonZeroTerminated(a.Type))
		m.attrs = append(m.attrs, info)
	}
	return c.send(m, unix.RTM_DELLINK, 0)
}

func (c *call) linkShow(a ipcmd.LinkShow) error {
	var master, only int
	var err error
	if a.Master != "" {
		if master, err = c.h.linkIndex(a.Master); err != nil {
			return wrong(a.Master, "Device does not exist\n")
		}
	}
	if a.VRF != "" {
		if master, err = c.vrf(a.VRF); err != nil {
			return err
		}
	}
	if a.Dev != "" {
		if only, err = c.shown(a); err != nil {
			return err
		}
	}
	all, words, err := c.shownLinks()
	if err != nil {
		return err
	}
	if err := c.nameNamespaces(all); err != nil {
		return err
	}
	p := ipcmd.NewPrinter(c.options)
	known := !c.options.JSON || a.Type == "" || c.h.knowsKind(a.Type)
	var beyond string
	for _, l := range all {
		elsewhere, unlike := master != 0 && l.Master != master, a.Type != "" && l.Kind != a.Type
		switch {
		// The kernel leaves these out; of a single link it tells all the same.
		case only != 0 && l.Index != only, a.NoMaster && l.Master != 0 && only == 0, only == 0 && (elsewhere || unlike && known):
		case elsewhere, unlike, a.Up && l.Flags&topo.FlagUp == 0, a.NoMaster && l.Master != 0, a.PortType != "" && !isPort(l, a.PortType),
			a.Group != nil && l.Group != uint32(*a.Group):
			p.Skip()
		default:
			p.Link(l, all)
			beyond = cmp.Or(beyond, words[l.Index])
		}
	}
	return c.tell(p, "link", beyond)
}

// knowsKind tells whether the kernel has that kind of link: by one that it has not it does not filter (rtnl_dump_ifinfo).
func (h *Handle) knowsKind(kind string) bool {
	r := h.request(unix.RTM_GETLINK, unix.NLM_F_DUMP)
	r.AddData(nl.NewIfInfomsg(unix.AF_UNSPEC))
	info := nl.NewRtAttr(unix.IFLA_LINKINFO, nil)
	info.AddRtAttr(nl.IFLA_INFO_KIND, nl.NonZeroTerminated(kind))
	r.AddData(info)
	list, err := r.execute(unix.RTM_NEWLINK)
	if err != nil {
		return true
	}
	for _, message := range list {
		if l, err := decodeLink(message); err == nil && l.Kind != kind {
			return false
		}
	}
	return true
}

// shown gives the index of the one link to show.
func (c *call) shown(a ipcmd.LinkShow) (int, error) {
	l, err := c.h.link(a.Dev)
	if err == nil {
		return l.Index, nil
	}
	if index, err := c.h.linkIndex(a.Dev); err == nil {
		if a.Group != nil {
			return index, nil
		}
		// A name such as "if7" is an index when iproute2 looks for the link, and a name when it asks for it alone.
		no := strerror(unix.ENODEV)
		return 0, failed(1, "RTNETLINK answers: %s\nCannot send link get request: %s\n", no, no)
	}
	return 0, failed(1, "Device \"%s\" does not exist.\n", a.Dev)
}

// isPort tells whether a link is a port of that kind; ports of bridges are all that is known here.
func isPort(l topo.Link, kind string) bool { return kind == "bridge_slave" && l.Port != nil }

// nameNamespaces fills LinkNetns in, for those links whose other end is in a namespace with a name.
func (c *call) nameNamespaces(links []topo.Link) error {
	elsewhere := func(l topo.Link) bool { return l.LinkNetnsID != nil && *l.LinkNetnsID >= 0 }
	if !slices.ContainsFunc(links, elsewhere) {
		return nil
	}
	names, err := c.h.netnsNames()
	if err != nil {
		return err
	}
	for i, l := range links {
		if l.LinkNetnsID != nil {
			links[i].LinkNetns = names[*l.LinkNetnsID]
		}
	}
	return nil
}

// wrong is the error for an argument that names what is not there (lib/utils.c, invarg).
func wrong(word, message string) error {
	return &ipcmd.Error{Text: fmt.Sprintf("Error: argument \"%s\" is wrong: %s\n", word, message), Status: 255}
}

// lladdr is the bytes of an address as package ipcmd writes it; none for one that is no such address.
func lladdr(address string) []byte {
	if address == "" {
		return nil
	}
	var b []byte
	for part := range strings.SplitSeq(address, ":") {
		n, err := strconv.ParseUint(part, 16, 8)
		if err != nil {
			return nil
		}
		b = append(b, byte(n))
	}
	return b
}

func bit(set bool, flag uint32) uint32 {
	if set {
		return flag
	}
	return 0
}

// vrf is the index of a link that is a VRF.
func (c *call) vrf(name string) (int, error) {
	index, err := c.h.linkIndex(name)
	if err == nil {
		links, err := c.h.links()
		if err != nil {
			return 0, refused(err)
		}
		if slices.ContainsFunc(links, func(l topo.Link) bool { return l.Index == index && l.Kind == "vrf" }) {
			return index, nil
		}
	}
	return 0, wrong(name, "Not a valid VRF name\n")
}
