//go:build linux

// Package netfilter carries out the typed commands of package nftcmd in the kernel, and reads the rules that it has
// (nf_tables, by way of google/nftables).
package netfilter

import (
	"errors"
	"fmt"

	"github.com/google/nftables"
	"golang.org/x/sys/unix"

	"vethlab/lab/netns"
	"vethlab/lab/nftcmd"
	"vethlab/lab/topo"
)

// open gives a connection in a namespace; a socket keeps that, so it is not kept for long.
func open(ns *netns.Namespace) (conn *nftables.Conn, err error) {
	err = ns.Do(func() error {
		conn, err = nftables.New(nftables.AsLasting())
		return err
	})
	return conn, err
}

// Read gives the tables of a namespace, nil if it has none or the kernel knows no nf_tables.
func Read(ns *netns.Namespace) ([]topo.Table, error) {
	r, err := Open(ns)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return r.Read()
}

// Reader reads the tables of one namespace again and again, through one socket, which keeps the namespace alive until Close.
type Reader struct{ conn *nftables.Conn } // nil where the kernel knows no nf_tables

// Open gives a reader of the namespace.
func Open(ns *netns.Namespace) (*Reader, error) {
	conn, err := open(ns)
	if errors.Is(err, unix.EPROTONOSUPPORT) {
		return &Reader{}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("open nf_tables: %w", err)
	}
	return &Reader{conn}, nil
}

// Close closes its socket.
func (r *Reader) Close() error {
	if r.conn == nil {
		return nil
	}
	return r.conn.CloseLasting()
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
	if r.conn == nil {
		return nil, nil
	}
	for try := 0; ; try++ {
		list, err := readTables(r.conn)
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

func readTables(conn *nftables.Conn) ([]nftcmd.Table, error) {
	tables, err := conn.ListTables()
	if err != nil || len(tables) == 0 {
		return nil, err
	}
	chains, err := conn.ListChains()
	if err != nil {
		return nil, err
	}
	var list []nftcmd.Table
	for _, t := range tables {
		out := nftcmd.Table{Family: families()[t.Family], Name: t.Name}
		sets, foreign, err := anonymousSets(conn, t)
		if err != nil {
			return nil, err
		}
		out.Foreign = foreign || out.Family == ""
		for _, c := range chains {
			if c.Table.Name != t.Name || c.Table.Family != t.Family {
				continue
			}
			chain, foreign, err := readChain(conn, t, c, sets)
			if err != nil {
				return nil, err
			}
			out.Foreign = out.Foreign || foreign
			out.Chains = append(out.Chains, chain)
		}
		list = append(list, out)
	}
	return list, nil
}

func families() map[nftables.TableFamily]string {
	return map[nftables.TableFamily]string{
		nftables.TableFamilyIPv4: "ip", nftables.TableFamilyIPv6: "ip6", nftables.TableFamilyINet: "inet", nftables.TableFamilyARP: "arp",
		nftables.TableFamilyBridge: "bridge", nftables.TableFamilyNetdev: "netdev",
	}
}

// anonymousSets reads the sets that rules have in braces; foreign tells that there are others.
func anonymousSets(conn *nftables.Conn, t *nftables.Table) (sets map[string][][]byte, foreign bool, err error) {
	all, err := conn.GetSets(t)
	if err != nil {
		return nil, false, err
	}
	sets = map[string][][]byte{}
	for _, s := range all {
		if !s.Anonymous || s.IsMap || s.Interval {
			foreign = true
			continue
		}
		elements, err := conn.GetSetElements(s)
		if err != nil {
			return nil, false, err
		}
		for _, e := range elements {
			sets[s.Name] = append(sets[s.Name], e.Key)
		}
	}
	return sets, foreign, nil
}

func hooks() map[string]nftables.ChainHook {
	return map[string]nftables.ChainHook{
		"prerouting": *nftables.ChainHookPrerouting, "input": *nftables.ChainHookInput, "forward": *nftables.ChainHookForward,
		"output": *nftables.ChainHookOutput, "postrouting": *nftables.ChainHookPostrouting,
	}
}

func readChain(conn *nftables.Conn, t *nftables.Table, c *nftables.Chain, sets map[string][][]byte) (chain nftcmd.Chain, foreign bool, err error) {
	chain = nftcmd.Chain{Name: c.Name}
	if c.Hooknum != nil {
		h := nftcmd.Hook{Type: string(c.Type), Name: keyOf(hooks(), *c.Hooknum), Policy: "accept"}
		if c.Priority != nil {
			h.Priority = int(*c.Priority)
		}
		if c.Policy != nil && *c.Policy == nftables.ChainPolicyDrop {
			h.Policy = "drop"
		}
		chain.Hook = &h
	}
	rules, err := conn.GetRules(t, c)
	if err != nil {
		return chain, false, err
	}
	for _, r := range rules {
		d := decoder{family: t.Family, sets: sets}
		chain.Rules = append(chain.Rules, nftcmd.ListedRule{Handle: r.Handle, Rule: d.decode(r)})
		foreign = foreign || d.foreign
	}
	return chain, foreign, nil
}
