//go:build linux

package shell

import (
	"maps"
	"slices"
	"strings"

	"mvdan.cc/sh/v3/interp"
	"mvdan.cc/sh/v3/syntax"
)

// orderWord NAME is the command that sets two arrays, keysOf NAME and valuesOf NAME, to what an array with names holds, in bash's order: the
// interpreter has them sorted, each by itself, and counts one.
const (
	orderWord = ourMark + "order"
	keysOf    = "VETHLAB_KEYS_"
	valuesOf  = "VETHLAB_VALUES_"
)

// emptyWord OPTIONS NAME… is the command that has the arrays that were declared so be empty ones, where a declaration gave them nothing: to the interpreter they
// are not set, and under set -u it ends at "${NAME[@]}".
const emptyWord = ourMark + "empty"

// empties makes declare -a NAME { declare -a NAME; emptyWord -a NAME; }, in a statement and those within it.
func empties(st *syntax.Stmt) {
	syntax.Walk(st, func(n syntax.Node) bool {
		st, ok := n.(*syntax.Stmt)
		return !ok || !emptied(st)
	})
}

// emptied is empties for one statement, and tells of one that was such.
func emptied(st *syntax.Stmt) (is bool) {
	d, ok := st.Cmd.(*syntax.DeclClause)
	if !ok || !hasOption(d, "aA") {
		return false
	}
	options := ""
	words := []*syntax.Word{word(emptyWord), nil}
	for _, a := range d.Args {
		switch {
		case a.Naked && a.Value != nil:
			options += a.Value.Lit() + " "
		case a.Name != nil && a.Value == nil && a.Array == nil:
			words = append(words, word(a.Name.Value))
		}
	}
	if len(words) == 2 || hasOption(d, "rp") {
		return false
	}
	words[1] = verbatim(options)
	st.Cmd = &syntax.Block{Lbrace: st.Position, Stmts: []*syntax.Stmt{
		{Position: st.Position, Cmd: d}, {Position: st.Position, Cmd: &syntax.CallExpr{Args: words}},
	}}
	return true
}

// empty gives the command for emptyWord.
func empty(hc interp.HandlerContext, options string, names []string) []string {
	var script strings.Builder
	for _, name := range names {
		if !hc.Env.Get(name).IsSet() {
			script.WriteString("declare " + options + name + "=(); ")
		}
	}
	return []string{"eval", script.String()}
}

// declare notes the arrays with names that a declaration makes.
func (b *bash) declare(d *syntax.DeclClause) {
	if !hasOption(d, "A") {
		return
	}
	for _, a := range d.Args {
		if a.Name != nil {
			b.associative.Store(a.Name.Value, true)
		}
	}
}

// named tells of an array with names.
func (b *bash) named(name string) bool {
	_, is := b.associative.Load(name)
	return is
}

// key has an index be a word that stands for itself, and not arithmetic.
func key(index syntax.ArithmExpr) syntax.ArithmExpr {
	if w, ok := index.(*syntax.Word); ok {
		if text := w.Lit(); text == "@" || text == "*" {
			return w
		}
		return quotedWord(w)
	}
	text, err := syntax.NewParser(syntax.Variant(syntax.LangBash)).Document(strings.NewReader(sourceOf(index)))
	if err != nil {
		return index
	}
	return quotedWord(text)
}

// assign puts an assignment to an element so that the interpreter carries it out as bash does.
func (b *bash) assign(a *syntax.Assign) {
	if a.Name == nil {
		return
	}
	name := a.Name.Value
	if a.Value == nil && a.Array == nil && !a.Naked {
		a.Value = verbatim("") // or set -x would write nothing
	}
	if b.named(name) {
		if a.Index != nil {
			a.Index = key(a.Index)
		}
		if a.Array != nil {
			for _, e := range a.Array.Elems {
				if e.Index != nil {
					e.Index = key(e.Index)
				}
			}
		}
	}
	if a.Append && a.Index != nil && a.Value != nil {
		// It would append to the first.
		old := &syntax.ParamExp{Dollar: a.Pos(), Rbrace: a.Pos(), Param: &syntax.Lit{Value: name}, Index: a.Index, Exp: &syntax.Expansion{Op: syntax.DefaultUnset}}
		quoted := &syntax.DblQuoted{Left: a.Pos(), Right: a.Pos(), Parts: []syntax.WordPart{old}}
		a.Append, a.Value = false, &syntax.Word{Parts: append([]syntax.WordPart{quoted}, a.Value.Parts...)}
	}
}

// appendEach makes NAME+=([KEY]=VALUE …) one assignment for each.
func (b *bash) appendEach(call *syntax.CallExpr) {
	var list []*syntax.Assign
	for _, a := range call.Assigns {
		if !a.Append || a.Array == nil || a.Name == nil || !b.named(a.Name.Value) {
			list = append(list, a)
			continue
		}
		for _, e := range a.Array.Elems {
			list = append(list, &syntax.Assign{Name: a.Name, Index: e.Index, Value: e.Value})
		}
	}
	call.Assigns = list
}

// order has a statement that asks for all of an array with names ask for arrays that hold it in bash's order.
func (b *bash) order(st *syntax.Stmt) {
	var names []string
	eachParam(st, func(p *syntax.ParamExp) {
		if p.Param == nil || !b.named(p.Param.Value) {
			return
		}
		w, ok := p.Index.(*syntax.Word)
		if p.Index != nil {
			p.Index = key(p.Index)
		}
		if !ok || w.Lit() != "@" && w.Lit() != "*" {
			return
		}
		if !slices.Contains(names, p.Param.Value) {
			names = append(names, p.Param.Value)
		}
		prefix := valuesOf
		if p.Excl {
			prefix = keysOf
		}
		p.Excl, p.Param = false, &syntax.Lit{Value: prefix + p.Param.Value}
	})
	if len(names) == 0 {
		return
	}
	inner := *st
	inner.Negated, inner.Background = false, false
	list := []*syntax.Stmt{}
	for _, name := range names {
		list = append(list, &syntax.Stmt{Position: st.Position, Cmd: &syntax.CallExpr{Args: []*syntax.Word{word(orderWord), word(name)}}})
	}
	st.Redirs, st.Cmd = nil, &syntax.Block{Lbrace: st.Position, Stmts: append(list, &inner)}
}

// ordered gives the command for orderWord.
func ordered(hc interp.HandlerContext, name string) []string {
	all := hc.Env.Get(name).Map
	names := slices.Sorted(maps.Keys(all))
	slices.SortStableFunc(names, func(a, b string) int { return int(bucket(a)) - int(bucket(b)) })
	var keys, values strings.Builder
	for _, k := range names {
		keys.WriteString(evalQuoted(k) + " ")
		values.WriteString(evalQuoted(all[k]) + " ")
	}
	return []string{"eval", keysOf + name + "=(" + keys.String() + "); " + valuesOf + name + "=(" + values.String() + ")"}
}

// bucket is where bash's table has a name (hash_string of its hashlib.c, and assoc.h).
func bucket(name string) uint32 {
	hash := uint32(2166136261)
	for _, c := range []byte(name) {
		hash = hash*16777619 ^ uint32(c)
	}
	return hash & 1023
}

// element is the array's element that an expression changes, nil where it is none; pipes an (( )) that only does so.
func element(x syntax.ArithmExpr) *syntax.ParamExp {
	if w, ok := x.(*syntax.Word); ok {
		return elementOf(w)
	}
	return nil
}

// setElement makes ((a[i]++)), and its kind, { a[i]=$((a[i] + 1)); ((…)); }: the interpreter sets no element in arithmetic.
// It tells of a statement that was such.
func setElement(st *syntax.Stmt) (is bool) {
	command, ok := st.Cmd.(*syntax.ArithmCmd)
	if !ok {
		return false
	}
	var target *syntax.ParamExp
	var to, old syntax.ArithmExpr // what it becomes, and what the whole is then where that is what it was
	switch x := command.X.(type) {
	case *syntax.UnaryArithm:
		if x.Op != syntax.Inc && x.Op != syntax.Dec {
			return false
		}
		op := syntax.Add
		if x.Op == syntax.Dec {
			op = syntax.Sub
		}
		target, to = element(x.X), &syntax.BinaryArithm{OpPos: x.OpPos, Op: op, X: x.X, Y: word("1")}
		if x.Post {
			old = x.X
		}
	case *syntax.BinaryArithm:
		switch {
		case x.Op == syntax.Assgn:
			target, to = element(x.X), x.Y
		case x.Op >= syntax.AddAssgn && x.Op <= syntax.ShrAssgn:
			target = element(x.X)
			to = &syntax.BinaryArithm{OpPos: x.OpPos, Op: assigning(x.Op), X: x.X, Y: inParens(x.Y)}
		}
	}
	if target == nil {
		return false
	}
	const kept = "VETHLAB_ELEMENT"
	expansion := func(x syntax.ArithmExpr) *syntax.Word {
		return &syntax.Word{Parts: []syntax.WordPart{&syntax.ArithmExp{Left: st.Position, Right: st.Position, X: x}}}
	}
	set := func(name string, index syntax.ArithmExpr, value *syntax.Word) *syntax.Stmt {
		return &syntax.Stmt{Position: st.Position, Cmd: &syntax.CallExpr{Assigns: []*syntax.Assign{{Name: &syntax.Lit{Value: name}, Index: index, Value: value}}}}
	}
	first, value := expansion(to), &syntax.Word{Parts: []syntax.WordPart{&syntax.ParamExp{Dollar: st.Position, Short: true, Param: &syntax.Lit{Value: kept}}}}
	if old != nil {
		first, value = expansion(old), first
	}
	list := []*syntax.Stmt{
		set(kept, nil, first), set(target.Param.Value, target.Index, value),
		{Position: st.Position, Cmd: &syntax.ArithmCmd{Left: st.Position, Right: st.Position, X: word(kept)}},
	}
	st.Cmd = &syntax.Block{Lbrace: st.Position, Stmts: list}
	return true
}
