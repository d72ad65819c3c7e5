//go:build linux

// Package netfilter carries out the typed commands of package nftcmd in the kernel, and reads the rules that it has (nf_tables).
package netfilter

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"golang.org/x/sys/unix"

	"vethlab/lab/netns"
	"vethlab/lab/nftcmd"
	"vethlab/lab/topo"
)

// Read gives the tables of a namespace, nil if it has none or the kernel knows no nf_tables.
func Read(ns *netns.Namespace) ([]topo.Table, error) {
	r, err := Open(ns)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return r.Read()
}

// Reader reads the tables of one namespace again and again, through sockets, which keep the namespace alive until Close.
type Reader struct {
	sock   *socket // nil where the kernel knows no nf_tables
	routes *socket // for the names of devices
}

// Open gives a reader of the namespace.
func Open(ns *netns.Namespace) (*Reader, error) {
	sock, err := open(ns, unix.NETLINK_NETFILTER)
	if errors.Is(err, unix.EPROTONOSUPPORT) {
		return &Reader{}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("open nf_tables: %w", err)
	}
	routes, err := open(ns, unix.NETLINK_ROUTE)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open rtnetlink: %w", err), sock.close())
	}
	return &Reader{sock, routes}, nil
}

// Close closes its sockets.
func (r *Reader) Close() error {
	if r.sock == nil {
		return nil
	}
	return errors.Join(r.sock.close(), r.routes.close())
}

// Read is as the function of that name.
func (r *Reader) Read() ([]topo.Table, error) {
	tables, err := r.tables()
	if err != nil {
		return nil, err
	}
	var list []topo.Table
	for _, t := range tables {
		out := topo.Table{Family: t.Family, Name: t.Name}
		for _, c := range t.Chains {
			chain := topo.Chain{Name: c.Name}
			if h := c.Hook; h != nil {
				chain.Type, chain.Hook, chain.Priority, chain.Policy = h.Type, h.Name, h.Priority, h.Policy
			}
			for _, r := range c.Rules {
				chain.Rules = append(chain.Rules, topo.Rule{Handle: r.Handle, Text: r.Rule.Text()})
			}
			out.Chains = append(out.Chains, chain)
		}
		for _, s := range t.Sets {
			out.Objects = append(out.Objects, topo.Object{Kind: map[bool]string{false: "set", true: "map"}[s.Map], Name: s.Name, Text: s.Declaration()})
		}
		for _, o := range t.Objects {
			out.Objects = append(out.Objects, topo.Object{Kind: o.Kind, Name: o.Name, Text: o.Declaration()})
		}
		list = append(list, out)
	}
	return list, nil
}

// tries is how often a reading is begun anew that a change came between.
const tries = 5

// Tables gives the tables of a namespace in full, in the kernel's order.
func Tables(ns *netns.Namespace) ([]nftcmd.Table, error) {
	r, err := Open(ns)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return r.tables()
}

func (r *Reader) tables() ([]nftcmd.Table, error) {
	if r.sock == nil {
		return nil, nil
	}
	for try := 0; ; try++ {
		list, err := r.once()
		gone := errors.Is(err, unix.ENOENT) || errors.Is(err, unix.EINTR)
		if gone && try < tries {
			continue
		}
		if errors.Is(err, unix.EOPNOTSUPP) || errors.Is(err, unix.EINVAL) || errors.Is(err, unix.EPERM) {
			// The module is not there, or this process may not ask.
			return nil, nil
		}
		return list, err
	}
}

// once reads all there is.
func (r *Reader) once() ([]nftcmd.Table, error) {
	var tables []nftcmd.Table
	err := r.each(unix.NFT_MSG_GETTABLE, nil, func(family string, v values) {
		t := nftcmd.Table{Family: family, Name: v.text(unix.NFTA_TABLE_NAME), Handle: v.number(tableHandle), Foreign: family == ""}
		t.Comment = tlvText(readTLV(v[tableUserdata])[udataText])
		t.Foreign = t.Foreign || v.u32(unix.NFTA_TABLE_FLAGS) != 0
		tables = append(tables, t)
	})
	if err != nil || len(tables) == 0 {
		return nil, err
	}
	b := builder{reader: r, tables: tables, keys: nftcmd.Keys(), sets: map[setName]*kernelSet{}}
	for _, step := range []func() error{b.readChains, b.readSets, b.readObjects, b.readRules} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return b.tables, nil
}

// each asks for all of a kind, and gives the attributes of each.
func (r *Reader) each(kind int, a attrs, f func(family string, v values)) error {
	return r.sock.dump(nft(kind, 0, unix.NFPROTO_UNSPEC, a), func(_ int, body []byte) {
		if len(body) < 4 {
			return
		}
		f(nameOf(families(), body[0]), read(body[4:]))
	})
}

// builder puts together what was read.
type builder struct {
	reader  *Reader
	tables  []nftcmd.Table
	keys    []nftcmd.Key
	sets    map[setName]*kernelSet
	devices map[uint32]string
}

func (b *builder) table(family, name string) *nftcmd.Table {
	i := slices.IndexFunc(b.tables, func(t nftcmd.Table) bool { return t.Family == family && t.Name == name })
	if i < 0 {
		// It came after the tables were read: the reading would be begun anew.
		return &nftcmd.Table{}
	}
	return &b.tables[i]
}

func (b *builder) readChains() error {
	return b.reader.each(unix.NFT_MSG_GETCHAIN, nil, func(family string, v values) {
		t := b.table(family, v.text(unix.NFTA_CHAIN_TABLE))
		c := nftcmd.Chain{Name: v.text(unix.NFTA_CHAIN_NAME), Handle: v.number(unix.NFTA_CHAIN_HANDLE)}
		c.Comment = tlvText(readTLV(v[chainUserdata])[udataText])
		if v.has(unix.NFTA_CHAIN_HOOK) {
			hook := read(v[unix.NFTA_CHAIN_HOOK])
			h := nftcmd.Hook{Type: v.text(unix.NFTA_CHAIN_TYPE), Policy: "accept", Priority: int(int32(hook.u32(unix.NFTA_HOOK_PRIORITY)))}
			h.Name = hookName(family, hook.u32(unix.NFTA_HOOK_HOOKNUM))
			if v.u32(unix.NFTA_CHAIN_POLICY) == drop {
				h.Policy = "drop"
			}
			t.Foreign = t.Foreign || h.Name == ""
			c.Hook = &h
		}
		t.Chains = append(t.Chains, c)
	})
}

func hookName(family string, number uint32) string {
	switch family {
	case "arp":
		return map[uint32]string{0: "input", 1: "output"}[number]
	case "netdev":
		return ""
	}
	return nameOf(hooks(), number)
}

func (b *builder) readObjects() error {
	return b.reader.each(unix.NFT_MSG_GETOBJ, nil, func(family string, v values) {
		t := b.table(family, v.text(unix.NFTA_OBJ_TABLE))
		o := nftcmd.Object{Name: v.text(unix.NFTA_OBJ_NAME), Handle: v.number(objHandle), Comment: tlvText(readTLV(v[objUserdata])[udataText])}
		data := read(v[unix.NFTA_OBJ_DATA])
		switch v.u32(unix.NFTA_OBJ_TYPE) {
		case objCounter:
			o.Kind, o.Counter = "counter", readCounter(data)
		case objQuota:
			o.Kind, o.Quota = "quota", readQuota(data)
		default:
			t.Foreign = true
			return
		}
		t.Objects = append(t.Objects, o)
	})
}

func readCounter(v values) nftcmd.Counter {
	return nftcmd.Counter{Packets: v.number(unix.NFTA_COUNTER_PACKETS), Bytes: v.number(unix.NFTA_COUNTER_BYTES)}
}

func readQuota(v values) nftcmd.Quota {
	return nftcmd.Quota{Over: v.u32(unix.NFTA_QUOTA_FLAGS)&unix.NFT_QUOTA_F_INV != 0, Bytes: v.number(unix.NFTA_QUOTA_BYTES), Used: v.number(quotaConsumed)}
}

func (b *builder) readRules() error {
	return b.reader.each(unix.NFT_MSG_GETRULE, nil, func(family string, v values) {
		t := b.table(family, v.text(unix.NFTA_RULE_TABLE))
		name := v.text(unix.NFTA_RULE_CHAIN)
		i := slices.IndexFunc(t.Chains, func(c nftcmd.Chain) bool { return c.Name == name })
		if i < 0 {
			return
		}
		d := decoder{builder: b, table: tableName{family, t.Name}, layers: nftcmd.NewLayers(family), loaded: map[int]load{}}
		rule := d.decode(v[unix.NFTA_RULE_EXPRESSIONS], v[unix.NFTA_RULE_USERDATA])
		t.Foreign = t.Foreign || d.foreign
		t.Chains[i].Rules = append(t.Chains[i].Rules, nftcmd.ListedRule{Handle: v.number(unix.NFTA_RULE_HANDLE), Rule: rule})
	})
}

// device is the name of a device, or its index where there is none.
func (b *builder) device(index uint32) string {
	if b.devices == nil {
		b.devices = map[uint32]string{}
		// Without names the numbers are shown.
		all, _ := b.reader.routes.links()
		for name, i := range all {
			b.devices[i] = name
		}
	}
	if name, ok := b.devices[index]; ok {
		return name
	}
	return fmt.Sprint(index)
}

// index is the number of a link that is listed, which is its name, or the number where there is none.
func (b *builder) index(link string) []byte {
	for i, name := range b.devices {
		if name == link {
			return native(i)
		}
	}
	n, _ := strconv.ParseUint(link, 10, 32)
	return native(uint32(n))
}

// text is a value as nft lists it.
func (b *builder) text(t nftcmd.Type, data []byte) string {
	if t.Form == nftcmd.FormIndex && len(data) == 4 {
		return b.device(binary.NativeEndian.Uint32(data))
	}
	return t.Text(data)
}

func duration(ms uint64) time.Duration { return time.Duration(ms) * time.Millisecond }
