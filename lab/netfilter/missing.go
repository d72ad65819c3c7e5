//go:build linux

package netfilter

import (
	"fmt"
	"slices"

	"golang.org/x/sys/unix"

	"vethlab/lab/nftcmd"
)

// missing is what nft says of a table, a chain or a set that is not there. Where there is one of a similar name, nft proposes it; that
// is left to nft.
func (r *runner) missing(c nftcmd.Command, err error) error {
	if !isMissing(err) {
		return err
	}
	tables, bad := r.kernel()
	if bad != nil {
		return bad
	}
	at := r.places()
	mine := -1
	for i, t := range tables {
		if t.Name == c.Table && t.Family == c.Family {
			mine = i
		}
	}
	name, place := c.Name, at.Name
	var others []string
	for _, t := range tables {
		for _, x := range t.Chains {
			others = append(others, x.Name)
		}
		for _, x := range t.Sets {
			others = append(others, x.Name)
		}
		for _, x := range t.Objects {
			others = append(others, x.Name)
		}
	}
	switch {
	case mine < 0 && !r.added[of(c)]:
		name, place, others = c.Table, at.Table, nil
		for _, t := range tables {
			others = append(others, t.Name)
		}
	case c.Object == "chain":
		name, place = c.Chain, at.Chain
	}
	for _, o := range others {
		if similar(name, o) {
			return fmt.Errorf("%w: %s is not there, %s is", nftcmd.ErrForeign, name, o)
		}
	}
	return r.complain(said(unix.ENOENT), place)
}

// inTable is what nft says of a table that is not there, before it asks the kernel.
func (r *runner) inTable(c nftcmd.Command) error {
	if r.added[of(c)] {
		return nil
	}
	tables, err := r.kernel()
	if err != nil {
		return err
	}
	for _, t := range tables {
		if t.Family == c.Family && t.Name == c.Table {
			return nil
		}
	}
	return r.missing(c, errNoSet)
}

// inChain is what nft says of a chain that is not there, before it asks the kernel.
func (r *runner) inChain(c nftcmd.Command) error {
	tables, err := r.kernel()
	if err != nil {
		return err
	}
	for _, t := range tables {
		for _, x := range t.Chains {
			if t.Family == c.Family && t.Name == c.Table && x.Name == c.Chain {
				return nil
			}
		}
	}
	c.Object = "chain"
	return r.missing(c, errNoSet)
}

// proposes tells whether nft may name another thing in place of the one that the kernel does not find: the table, else the chain, else
// the set or the object.
func (r *runner) proposes(c nftcmd.Command) (bool, error) {
	tables, err := r.kernel()
	if err != nil {
		return false, err
	}
	var names, chains, things, made []string
	if c.Object == "chain" && c.Hook != nil {
		made = []string{c.Chain}
	}
	var mine nftcmd.Table
	for _, t := range tables {
		if t.Family == c.Family && t.Name == c.Table {
			mine = t
		}
		names = append(names, t.Name)
		for _, x := range t.Chains {
			chains = append(chains, x.Name)
		}
		for _, x := range t.Sets {
			things = append(things, x.Name)
		}
		for _, x := range t.Objects {
			things = append(things, x.Name)
		}
	}
	near := func(name string, others []string) bool {
		return slices.ContainsFunc(others, func(o string) bool { return similar(name, o) })
	}
	switch {
	case mine.Name == "":
		return near(c.Table, names) || c.Chain != "" && near(c.Chain, chains) || c.Name != "" && near(c.Name, things), nil
	case c.Chain != "":
		// It names a chain even where that one is there, and a rule of it is not; and one that the command would make.
		others := slices.DeleteFunc(chains, func(o string) bool { return o == c.Chain })
		return near(c.Chain, append(others, made...)), nil
	case c.Name != "":
		return near(c.Name, slices.DeleteFunc(things, func(o string) bool { return o == c.Name })), nil
	}
	return false, nil
}

// missingSet is what nft says of a set that a rule names.
func (r *runner) missingSet(t tableName, name string, err error) error {
	at, ok := r.places().Lookups[name]
	if !ok || !isMissing(err) {
		return err
	}
	tables, bad := r.kernel()
	if bad != nil {
		return bad
	}
	there := false
	for _, k := range tables {
		there = there || k.Family == t.family && k.Name == t.name
		for _, s := range k.Sets {
			if similar(name, s.Name) {
				return err
			}
		}
	}
	if !there || len(r.declared) > 0 {
		return err
	}
	return r.complain(said(unix.ENOENT), at)
}

// similar tells whether nft 1.0.6 takes a name that was typed for a slip of one that is there. It counts in a table whose rows overlap, and compares each letter
// with the one after: what it finds is not always what one would expect.
func similar(typed, there string) bool {
	longer, shorter := max(len(typed), len(there)), min(len(typed), len(there))
	if longer <= 1 {
		return false
	}
	threshold := (longer + 4) / 3
	if longer-shorter <= 1 {
		threshold = (longer + 2) / 3
	}
	return slips(there+"\x00", typed+"\x00") <= threshold
}

// slips is nft's count of what must be changed, of texts with a zero at their ends.
func slips(a, b string) int {
	table := make([]int, len(a)*len(b))
	at := func(i, j int) *int { return &table[i*(len(b)-1)+j] }
	for i := range a {
		*at(i, 0) = i
	}
	for j := range b {
		*at(0, j) = j
	}
	for i := 1; i < len(a); i++ {
		for j := 1; j < len(b); j++ {
			other := 1
			if a[i] == b[j] {
				other = 0
			}
			n := min(*at(i-1, j)+1, *at(i, j-1)+1, *at(i-1, j-1)+other)
			*at(i, j) = n
			if i > 1 && j > 1 && a[i] == b[j-1] && a[i-1] == b[j] {
				*at(i, j) = min(n, *at(i-2, j-2)+other)
			}
		}
	}
	return *at(len(a)-1, len(b)-1)
}
