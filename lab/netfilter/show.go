//go:build linux

package netfilter

import (
	"fmt"
	"slices"

	"golang.org/x/sys/unix"

	"vethlab/lab/nftcmd"
)

// show is what a command lists. Tables with more in them than this package knows are left to the machine's own nft.
func (r *runner) show(c nftcmd.Command) (string, error) {
	all, err := r.kernel()
	if err != nil {
		return "", err
	}
	var tables []nftcmd.Table
	for _, t := range all {
		if c.Family != "" && t.Family != c.Family || c.Table != "" && t.Name != c.Table {
			continue
		}
		if t.Foreign && c.Object != "tables" && (c.Object != "chains" || slices.ContainsFunc(t.Chains, onDevice)) {
			return "", fmt.Errorf("%w: table %s %s", nftcmd.ErrForeign, t.Family, t.Name)
		}
		tables = append(tables, t)
	}
	if c.Verb == "get" {
		return r.get(c, tables)
	}
	if !found(c, tables) {
		return "", r.missing(c, errNoSet)
	}
	o := r.script.Options
	if o.JSON {
		return nftcmd.JSON(c, tables, o)
	}
	switch c.Object {
	case "tables":
		return nftcmd.PrintTables(tables), nil
	case "chains":
		return nftcmd.PrintChains(tables, o), nil
	case "sets", "set":
		return nftcmd.PrintSets(tables, false, c.Name, o), nil
	case "maps", "map":
		return nftcmd.PrintSets(tables, true, c.Name, o), nil
	case "counters", "counter":
		return nftcmd.PrintObjects(tables, "counter", c.Name, o), nil
	case "quotas", "quota":
		return nftcmd.PrintObjects(tables, "quota", c.Name, o), nil
	case "ruleset", "table", "chain":
		return nftcmd.Print(tables, c.Chain, o), nil
	}
	return "", fmt.Errorf("%w: list %s", nftcmd.ErrForeign, c.Object)
}

// onDevice tells whether a chain is called for the packets of some devices: of those this package does not read which.
func onDevice(c nftcmd.Chain) bool { return c.Hook != nil && c.Hook.Name == "" }

// found tells whether what is to be listed is there.
func found(c nftcmd.Command, tables []nftcmd.Table) bool {
	if c.Table == "" {
		return true
	}
	if len(tables) == 0 {
		return false
	}
	switch c.Object {
	case "chain":
		return slices.ContainsFunc(tables[0].Chains, func(x nftcmd.Chain) bool { return x.Name == c.Chain })
	case "set", "map":
		return slices.ContainsFunc(tables[0].Sets, func(x nftcmd.Set) bool { return x.Name == c.Name && x.Map == (c.Object == "map") })
	case "counter", "quota":
		return slices.ContainsFunc(tables[0].Objects, func(x nftcmd.Object) bool { return x.Name == c.Name && x.Kind == c.Object })
	}
	return true
}

// get shows the elements of a set that hold these.
func (r *runner) get(c nftcmd.Command, tables []nftcmd.Table) (string, error) {
	if c.Object != "element" || len(tables) == 0 || r.script.Options.JSON {
		return "", fmt.Errorf("%w: get", nftcmd.ErrForeign)
	}
	t := tables[0]
	i := slices.IndexFunc(t.Sets, func(s nftcmd.Set) bool { return s.Name == c.Name })
	if i < 0 {
		return "", r.missing(c, errNoSet)
	}
	s := t.Sets[i]
	wanted, err := s.Resolve(c.Elements)
	if err != nil || s.Has("interval") && (s.Map || len(s.KeyTypes()) > 1) {
		return "", fmt.Errorf("%w: get", nftcmd.ErrForeign)
	}
	if i, text := s.Unfit(wanted); i >= 0 && i < len(r.places().Elements) {
		return "", r.complain(text, r.places().Elements[i])
	}
	var got []nftcmd.Element
	for _, w := range wanted {
		at := slices.IndexFunc(s.Elements, func(e nftcmd.Element) bool { return s.Holds(e, w) })
		if at < 0 {
			return "", r.complain("Could not process rule: "+said(unix.ENOENT), r.places().Whole)
		}
		if !slices.ContainsFunc(got, func(e nftcmd.Element) bool { return slices.Equal(e.Key, s.Elements[at].Key) }) {
			got = append(got, s.Elements[at])
		}
	}
	s.Elements, s.Comment = got, ""
	t.Sets = []nftcmd.Set{s}
	return nftcmd.PrintSets([]nftcmd.Table{t}, s.Map, s.Name, r.script.Options), nil
}

// wrong is what nft finds wrong with the command that is carried out, once it knows of the things that it names.
func (r *runner) wrong() error {
	if faults := r.places().Faults; len(faults) > 0 {
		return &nftcmd.Fault{Errors: faults, Script: r.script}
	}
	return nil
}

// complain is an error that ends the script.
func (r *runner) complain(text string, at nftcmd.Place) error {
	return &nftcmd.Fault{Errors: []nftcmd.Complaint{{Text: text, Places: []nftcmd.Place{at}}}, Script: r.script}
}
