//go:build linux

package kernel

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"golang.org/x/sys/unix"

	"vethlab/lab/ipcmd"
	"vethlab/lab/topo"
)

// monitor is `ip monitor` at work.
type monitor struct {
	*call
	ipcmd.Monitor
	index int         // of Dev, 0 for all
	links []topo.Link // as far as they were told, by which others get their names (lib/ll_map.c)
	// netns are the names of namespaces by their ids: those of the start, and those that the kernel told of since (ip/ipnetns.c, netns_map).
	netns map[int]string
}

// monitor tells what changes until the context ends; that is no error.
func (c *call) monitor(a ipcmd.Monitor) error {
	m := &monitor{call: c, Monitor: a}
	if a.Dev != "" {
		var err error
		if m.index, err = c.h.linkIndex(a.Dev); err != nil {
			return ipcmd.NoSuchMonitored(a.Dev)
		}
	}
	var socket *os.File
	err := c.ns.Do(func() (err error) {
		socket, err = subscribe(m.groups())
		return err
	})
	if err != nil {
		return fmt.Errorf("listen to the kernel: %w", err)
	}
	defer socket.Close()
	if m.links, err = c.h.links(); err != nil {
		return refused(err)
	}
	if m.netns, err = c.h.netnsNames(); err != nil {
		return err
	}
	return m.listen(socket)
}

// groups are the multicast groups of the objects (RTNLGRP_* of rtnetlink.h).
func (m *monitor) groups() []int {
	var list []int
	add := func(object ipcmd.MonitorObjects, inet, inet6 int) {
		if !m.Objects.Has(object) {
			return
		}
		if m.options.Family != ipcmd.Inet6 {
			list = append(list, inet)
		}
		if m.options.Family != ipcmd.Inet {
			list = append(list, inet6)
		}
	}
	add(ipcmd.MonitorAddr, unix.RTNLGRP_IPV4_IFADDR, unix.RTNLGRP_IPV6_IFADDR)
	add(ipcmd.MonitorRoute, unix.RTNLGRP_IPV4_ROUTE, unix.RTNLGRP_IPV6_ROUTE)
	add(ipcmd.MonitorNetconf, unix.RTNLGRP_IPV4_NETCONF, unix.RTNLGRP_IPV6_NETCONF)
	add(ipcmd.MonitorRule, unix.RTNLGRP_IPV4_RULE, unix.RTNLGRP_IPV6_RULE)
	for group, object := range map[int]ipcmd.MonitorObjects{
		unix.RTNLGRP_LINK: ipcmd.MonitorLink, unix.RTNLGRP_NEIGH: ipcmd.MonitorNeigh, unix.RTNLGRP_NSID: ipcmd.MonitorNetnsID,
	} {
		if m.Objects.Has(object) {
			list = append(list, group)
		}
	}
	return list
}

// subscribe opens a socket of rtnetlink that hears of those groups, in the calling thread's namespace. Reading it can be ended with a
// deadline.
func subscribe(groups []int) (*os.File, error) {
	fd, err := unix.Socket(unix.AF_NETLINK, unix.SOCK_RAW|unix.SOCK_CLOEXEC|unix.SOCK_NONBLOCK, unix.NETLINK_ROUTE)
	if err != nil {
		return nil, os.NewSyscallError("socket", err)
	}
	address := &unix.SockaddrNetlink{Family: unix.AF_NETLINK}
	for _, g := range groups {
		address.Groups |= 1 << (g - 1)
	}
	if err := unix.Bind(fd, address); err != nil {
		unix.Close(fd)
		return nil, os.NewSyscallError("bind", err)
	}
	return os.NewFile(uintptr(fd), "netlink"), nil
}

func (m *monitor) listen(socket *os.File) error {
	defer interruptReads(m.ctx, socket)()
	buffer := make([]byte, answerSize)
	for {
		n, err := socket.Read(buffer)
		switch {
		case errors.Is(err, os.ErrDeadlineExceeded):
			return nil
		case errors.Is(err, unix.ENOBUFS):
			fmt.Fprintf(m.stderr, "netlink receive error %s (%d)\n", strerror(unix.ENOBUFS), int(unix.ENOBUFS))
			continue
		case err != nil:
			return fmt.Errorf("listen to the kernel: %w", err)
		}
		if err := m.hear(buffer[:n]); err != nil {
			return err
		}
	}
}

// interruptReads ends the reading of a socket with the context, until done is called.
func interruptReads(ctx context.Context, socket *os.File) (done func()) {
	ended := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(ended)
		// Where it cannot be set, the socket is closed already.
		_ = socket.SetReadDeadline(time.Unix(1, 0))
	})
	return func() {
		if !stop() {
			<-ended
		}
	}
}

// hear tells of the messages that came together.
func (m *monitor) hear(messages []byte) error {
	return eachMessage(messages, func(h unix.NlMsghdr, data []byte) error {
		p := ipcmd.NewPrinter(m.options)
		if err := m.tell(p, h.Type, data); err != nil {
			return err
		}
		_, err := io.WriteString(m.stdout, p.String())
		return err
	})
}

// tell writes one message (ipmonitor.c, accept_msg).
func (m *monitor) tell(p *ipcmd.Printer, kind uint16, data []byte) error {
	switch kind {
	case unix.RTM_NEWLINK, unix.RTM_DELLINK:
		return m.link(p, kind == unix.RTM_DELLINK, data)
	case unix.RTM_NEWADDR, unix.RTM_DELADDR:
		a, err := decodeAddr(data)
		if err != nil || !m.about(a.link) {
			return err
		}
		p.Event(m.Monitor, "ADDR", kind == unix.RTM_DELADDR, time.Now())
		p.AddrEvent(a.Addr, topo.Link{Index: a.link, Name: m.name(a.link)})
	case unix.RTM_NEWROUTE, unix.RTM_DELROUTE:
		return m.route(p, kind == unix.RTM_DELROUTE, data)
	case unix.RTM_NEWNEIGH, unix.RTM_DELNEIGH:
		n, err := decodeNeighbour(data)
		if err != nil || !m.about(n.Dev) || m.otherFamily(data) {
			return err
		}
		n.DevName = m.name(n.Dev)
		p.Event(m.Monitor, "NEIGH", kind == unix.RTM_DELNEIGH, time.Now())
		p.Neigh(n.Neighbour, ipcmd.NeighFilter{Dev: m.Dev}, n.counts)
	case unix.RTM_NEWRULE, unix.RTM_DELRULE:
		r, err := decodeRule(data)
		if err != nil {
			return err
		}
		p.Event(m.Monitor, "RULE", kind == unix.RTM_DELRULE, time.Now())
		p.Rule(r.Rule)
	default:
		return m.tellRest(p, kind, data)
	}
	return nil
}

// tellRest writes what is no object of ip but monitor's.
func (m *monitor) tellRest(p *ipcmd.Printer, kind uint16, data []byte) error {
	switch kind {
	case unix.RTM_NEWNETCONF, unix.RTM_DELNETCONF:
		n, index, err := decodeNetconf(data)
		if err != nil || index > 0 && !m.about(index) {
			return err
		}
		if index > 0 {
			n.Dev = m.name(index)
		}
		p.Event(m.Monitor, "NETCONF", kind == unix.RTM_DELNETCONF, time.Now())
		p.Netconf(n)
	case unix.RTM_NEWNSID, unix.RTM_DELNSID:
		return m.netnsID(p, kind == unix.RTM_DELNSID, data)
	}
	return nil
}

// netnsID tells of an id, and keeps the name of its namespace (print_nsid).
func (m *monitor) netnsID(p *ipcmd.Printer, deleted bool, data []byte) error {
	id, err := decodeNetnsID(data)
	if err != nil {
		return err
	}
	name, known := m.netns[id]
	if !known && !deleted {
		names, err := m.h.netnsNames()
		if err != nil {
			return err
		}
		if name = names[id]; name != "" {
			if m.netns == nil {
				m.netns = map[int]string{}
			}
			m.netns[id] = name
		}
	}
	p.Event(m.Monitor, "NSID", deleted, time.Now())
	p.NetnsID(id, nil, name)
	if deleted {
		delete(m.netns, id)
	}
	return nil
}

// about tells whether a link is to be told of.
func (m *monitor) about(index int) bool { return m.index == 0 || m.index == index }

// otherFamily tells whether a neighbour is of another family than the one that was asked for.
func (m *monitor) otherFamily(data []byte) bool {
	return m.options.Family != ipcmd.Unspec && int(data[0]) != familyNumber(m.options.Family)
}

// name is the name of a link; one that was not told of is asked for.
func (m *monitor) name(index int) string {
	i := slices.IndexFunc(m.links, func(l topo.Link) bool { return l.Index == index })
	if i >= 0 {
		return m.links[i].Name
	}
	for range newLinkTries {
		l, err := m.h.getLink(index, nil)
		if err == nil {
			m.links = append(m.links, l)
			return l.Name
		}
		select {
		case <-m.ctx.Done():
		case <-time.After(time.Millisecond):
		}
	}
	return fmt.Sprintf("if%d", index)
}

// newLinkTries is how often a link is asked for, each after a millisecond: the kernel tells of the settings of a new one while it is not
// to be found yet, and nothing tells when it is.
const newLinkTries = 5

func (m *monitor) link(p *ipcmd.Printer, deleted bool, data []byte) error {
	l, err := decodeLink(data)
	if err != nil {
		return err
	}
	m.remember(l, deleted)
	if !m.about(l.Index) {
		return nil
	}
	e := ipcmd.LinkEvent{Link: l, Port: data[0] == unix.AF_BRIDGE}
	values := nest(data[unix.SizeofIfInfomsg:])
	if parent, ok := values[unix.IFLA_LINK]; ok && number32(parent) == 0 {
		e.Lone = true
	}
	if why, ok := values[unix.IFLA_EVENT]; ok {
		e.Why = number32(why)
	}
	if id, ok := values[unix.IFLA_NEW_NETNSID]; ok {
		e.NewNetnsID = new(int(int32(number32(id))))
		e.NewNetns = m.netns[*e.NewNetnsID]
	}
	if index, ok := values[unix.IFLA_NEW_IFINDEX]; ok {
		e.NewIndex = int(number32(index))
	}
	if l.LinkNetnsID != nil {
		e.LinkNetns = m.netns[*l.LinkNetnsID]
	} else if l.Parent != 0 {
		m.name(l.Parent)
	}
	if l.Master != 0 {
		m.name(l.Master)
	}
	m.lacks("link", beyondLink(data[unix.SizeofIfInfomsg:]))
	p.Event(m.Monitor, "LINK", deleted, time.Now())
	p.LinkEvent(e, m.links)
	return nil
}

// lacks says by name what is left out of what is told next; word is empty for nothing.
func (m *monitor) lacks(object, word string) {
	if word != "" {
		fmt.Fprintf(m.stderr, "vethlab: ip %s %s is not built in, and is left out here:\n", object, word)
	}
}

// remember keeps a link as it was told last.
func (m *monitor) remember(l topo.Link, deleted bool) {
	m.links = slices.DeleteFunc(m.links, func(known topo.Link) bool { return known.Index == l.Index })
	if !deleted {
		m.links = append(m.links, l)
	}
}

func (m *monitor) route(p *ipcmd.Printer, deleted bool, data []byte) error {
	r, err := decodeRoute(data)
	if err != nil || r.Cloned {
		return err
	}
	if !m.about(r.Dev) {
		return nil
	}
	names := linkNames{}
	for _, index := range append([]int{r.Dev}, hopLinks(r.NextHops)...) {
		if index != 0 {
			names[index] = m.name(index)
		}
	}
	names.route(&r.Route)
	m.lacks("route", r.beyond)
	p.Event(m.Monitor, "ROUTE", deleted, time.Now())
	p.Route(r.RouteEntry, ipcmd.RouteFilter{Dev: m.Dev})
	return nil
}

func hopLinks(hops []topo.NextHop) (list []int) {
	for _, h := range hops {
		list = append(list, h.Dev)
	}
	return list
}

// decodeNetconf reads an RTM_NEWNETCONF (struct netconfmsg and its NETCONFA_* attributes, netconf.h); index is that of a link, or not
// above 0 for all and for those to come.
func decodeNetconf(data []byte) (n ipcmd.Netconf, index int, err error) {
	const header, all, fresh = 4, -1, -2
	values, err := valuesAfter(data, header)
	if err != nil {
		return n, 0, fmt.Errorf("decode netconf: %w", err)
	}
	n.Family, n.Values = familyName(data[0]), map[string]string{}
	if v, ok := values[1]; ok {
		switch index = int(int32(number32(v))); index {
		case all:
			n.Dev = "all"
		case fresh:
			n.Dev = "default"
		}
	}
	onOff := func(v uint32) string {
		if v != 0 {
			return "on"
		}
		return "off"
	}
	for name, attribute := range map[string]uint16{"forwarding": 2, "mc_forwarding": 4, "proxy_neigh": 5, "ignore_routes_with_linkdown": 6} {
		if v, ok := values[attribute]; ok {
			n.Values[name] = onOff(number32(v))
		}
	}
	if v, ok := values[3]; ok {
		n.Values["rp_filter"] = "off"
		if modes := []string{"off", "strict", "loose"}; int(number32(v)) < len(modes) {
			n.Values["rp_filter"] = modes[number32(v)]
		}
	}
	return n, index, nil
}
