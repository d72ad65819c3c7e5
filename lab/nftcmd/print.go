package nftcmd

import (
	"fmt"
	"slices"
	"strings"
)

// Table is a table with what is in it, as the kernel has it.
type Table struct {
	Family  string
	Name    string
	Comment string
	Handle  uint64
	Chains  []Chain
	Sets    []Set // with names, maps too
	Objects []Object
	// Foreign tells that there is more in it than this package knows: flow tables, or rules in others' forms.
	Foreign bool
}

// Chain is a chain; Hook is nil for one that is only jumped to.
type Chain struct {
	Name    string
	Comment string
	Handle  uint64
	Hook    *Hook
	Rules   []ListedRule
}

// ListedRule is a rule in a chain.
type ListedRule struct {
	Handle uint64
	Rule   Rule
}

// lister writes what `nft list` shows.
type lister struct {
	b       strings.Builder
	options Options
}

// open begins a block; the handle is that of what it is of.
func (l *lister) open(indent, text string, handle uint64) {
	l.b.WriteString(indent + text + " {" + l.handle(handle) + "\n")
}

func (l *lister) handle(n uint64) string {
	if !l.options.Handles {
		return ""
	}
	return fmt.Sprintf(" # handle %d", n)
}

func (l *lister) lines(lines []string) {
	for _, line := range lines {
		l.b.WriteString("\t\t" + line + "\n")
	}
}

func (l *lister) set(s Set) {
	l.open("\t", s.word()+" "+s.Name, s.Handle)
	l.lines(s.lines(l.options))
	l.b.WriteString("\t}\n")
}

func (l *lister) object(o Object) {
	l.open("\t", o.Kind+" "+o.Name, o.Handle)
	l.lines(o.lines(l.options))
	l.b.WriteString("\t}\n")
}

func (l *lister) chain(family string, c Chain, rules bool) {
	l.open("\t", "chain "+c.Name, c.Handle)
	if c.Comment != "" {
		l.lines([]string{`comment "` + c.Comment + `"`})
	}
	if c.Hook != nil {
		l.lines([]string{c.Hook.text(family, l.options)})
	}
	for _, r := range c.Rules {
		if rules {
			l.lines([]string{r.Rule.text(l.options) + l.handle(r.Handle)})
		}
	}
	l.b.WriteString("\t}\n")
}

// Print writes tables as `nft list ruleset` does, and `list table` for one; chain leaves out all but the chain of that name, where it
// is not empty.
func Print(tables []Table, chain string, o Options) string {
	l := lister{options: o}
	for _, t := range tables {
		l.open("", "table "+t.Family+" "+t.Name, t.Handle)
		if chain != "" {
			l.b.Reset()
			l.b.WriteString("table " + t.Family + " " + t.Name + " {\n")
		}
		if t.Comment != "" && chain == "" {
			l.b.WriteString("\tcomment \"" + t.Comment + "\"\n")
		}
		var parts []func()
		if chain == "" {
			for _, o := range t.sorted() {
				parts = append(parts, func() { l.object(o) })
			}
			for _, s := range t.Sets {
				parts = append(parts, func() { l.set(s) })
			}
		}
		for _, c := range t.Chains {
			if chain == "" || c.Name == chain {
				parts = append(parts, func() { l.chain(t.Family, c, true) })
			}
		}
		for i, write := range parts {
			if i > 0 {
				l.b.WriteString("\n")
			}
			write()
		}
		l.b.WriteString("}\n")
	}
	return l.b.String()
}

// sorted are the objects of a table in the order in which nft lists them: by kind.
func (t Table) sorted() []Object {
	objects := slices.Clone(t.Objects)
	slices.SortStableFunc(objects, func(a, b Object) int { return strings.Compare(a.Kind, b.Kind) })
	return objects
}

// PrintTables writes tables as `nft list tables` does.
func PrintTables(tables []Table) string {
	var b strings.Builder
	for _, t := range tables {
		b.WriteString("table " + t.Family + " " + t.Name + "\n")
	}
	return b.String()
}

// PrintChains writes chains without their rules, as `nft list chains` does.
func PrintChains(tables []Table, o Options) string {
	return each(tables, o, true, func(l *lister, t Table) {
		for _, c := range t.Chains {
			l.chain(t.Family, c, false)
		}
	})
}

// PrintSets writes sets, or maps, as `nft list sets` and `list maps` do; of that name alone, where it is not empty.
func PrintSets(tables []Table, maps bool, name string, o Options) string {
	return each(tables, o, name == "", func(l *lister, t Table) {
		for _, s := range t.Sets {
			if s.Map == maps && (name == "" || s.Name == name) {
				l.set(s)
			}
		}
	})
}

// PrintObjects writes objects of a kind, as `nft list counters` does; of that name alone, where it is not empty. A table with objects of
// other kinds alone is listed, too.
func PrintObjects(tables []Table, kind, name string, o Options) string {
	tables = slices.DeleteFunc(slices.Clone(tables), func(t Table) bool { return len(t.Objects) == 0 })
	return each(tables, o, true, func(l *lister, t Table) {
		for _, ob := range t.Objects {
			if ob.Kind == kind && (name == "" || ob.Name == name) {
				l.object(ob)
			}
		}
	})
}

// each writes something of each table in its braces; a table with none of it is left out, but where all are listed.
func each(tables []Table, o Options, all bool, write func(*lister, Table)) string {
	var b strings.Builder
	for _, t := range tables {
		l := lister{options: o}
		if write(&l, t); l.b.Len() == 0 && !all {
			continue
		}
		fmt.Fprintf(&b, "table %s %s {\n%s}\n", t.Family, t.Name, l.b.String())
	}
	return b.String()
}
