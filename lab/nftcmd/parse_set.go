package nftcmd

import (
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"
)

func (p *parser) set(c Command) {
	p.inTable(&c)
	if c.Verb == "delete" && p.take("handle") {
		c.Handle = p.handle()
		p.add(c)
		return
	}
	c.Name = p.name()
	p.at.Name = p.last.at
	switch c.Verb {
	case "add", "create":
		p.setBlock(c)
		return
	case "delete", "flush", "list":
	default:
		p.failed = true
	}
	p.add(c)
}

// setBlock takes the declaration of a set or a map, and adds it.
func (p *parser) setBlock(c Command) {
	s := Set{Name: c.Name, Map: c.Object == "map"}
	p.want("{")
	begin, end, misread := p.last.at, p.last.at, len(p.script.Misread)
	for p.skip(); !p.failed && !p.take("}"); p.skip() {
		p.setLine(&s)
		end = p.last.at
	}
	if len(p.script.Misread) > misread {
		s.Types = nil
		p.failed = p.failed || s.Map
	}
	if s.Map && (s.AutoMerge || s.Interval > 0) {
		// nft's grammar has them of sets alone.
		p.failed = true
	}
	if len(s.Types) == 0 && len(s.Typeof) == 0 && !p.failed {
		p.fault("set definition does not specify key", Place{begin.Line, begin.From, end.To})
		p.failed = begin.Line != end.Line
		c.Set = &s
		p.add(c)
		return
	}
	if s.Map != (len(s.Data) > 0 || len(s.DataTypeof) > 0) {
		p.failed = true
	}
	if slices.Contains(s.Types, "integer") {
		p.failed = true
	}
	// A time that all elements have is one that they may have.
	if s.Timeout > 0 {
		s.flag("timeout")
	}
	p.checkElements(&s)
	c.Set = &s
	p.add(c)
}

func (s *Set) flag(name string) {
	if !s.Has(name) {
		s.Flags = append(s.Flags, name)
		slices.Sort(s.Flags)
	}
}

func (p *parser) setLine(s *Set) {
	w := p.next()
	switch w {
	case "elements":
		p.want("=")
		s.Elements = p.elements(s.Map, s)
		return
	case "auto-merge":
		s.AutoMerge = true
		return
	case "type":
		s.Types = p.typeNames()
		if slices.Contains(s.Types, "verdict") {
			p.failed = true
		}
		if s.Map {
			p.want(":")
			if p.take("interval") {
				p.failed = true
			}
			s.Data = p.typeNames()
		}
	case "typeof":
		s.Typeof = p.operand()
		if s.Map {
			p.want(":")
			if p.take("verdict") {
				s.Data = []string{"verdict"}
			} else {
				s.DataTypeof = p.operand()
			}
		}
	case "flags":
		p.setFlags(s)
	case "timeout":
		s.Timeout = time.Duration(p.time())
	case "gc-interval":
		s.Interval = time.Duration(p.time())
	case "size":
		n := p.number()
		if s.Size = uint32(n); n == 0 || n > 1<<31 {
			p.failed = true
		}
	case "policy":
		if s.Policy = p.next(); s.Policy == "performance" {
			s.Policy = ""
		} else if s.Policy != "memory" {
			p.failed = true
		}
	case "comment":
		s.Comment = p.comment()
	case "counter":
		s.Stateful = append(s.Stateful, Counter{})
	default:
		p.failed = true
	}
	p.separator()
}

func (p *parser) setFlags(s *Set) {
	for more := true; more && !p.failed; more = p.take(",") {
		f := p.next()
		if !slices.Contains([]string{"constant", "interval", "timeout", "dynamic"}, f) {
			p.failed = true
		}
		s.flag(f)
	}
}

// typeNames takes the names of types, with dots between them.
func (p *parser) typeNames() []string {
	var names []string
	for more := true; more && !p.failed; more = p.take(".") {
		name := p.next()
		if !slices.ContainsFunc(Types(), func(t Type) bool { return t.Name == name }) && isName(name) {
			p.script.Misread = append(p.script.Misread, Complaint{"unknown datatype " + name, []Place{p.last.at}})
			// One that is known, but of no size, nft refuses in other words.
			p.failed = p.failed || name == "string"
		} else if !isName(name) && name != "mark" || name == "boolean" {
			p.failed = true
		}
		names = append(names, name)
	}
	if slices.Contains(names, "verdict") && len(names) > 1 {
		p.failed = true
	}
	return names
}

// checkElements brings the elements of a declaration into the words in which they are listed.
func (p *parser) checkElements(s *Set) {
	if p.failed {
		return
	}
	var err error
	if s.Elements, err = s.Resolve(s.Elements); err != nil {
		p.failed = true
		return
	}
	if i, kind := s.Unfit(s.Elements); i >= 0 {
		p.fault(kind, p.at.Elements[len(p.at.Elements)-len(s.Elements)+i])
	}
}

// Resolve brings elements, as they were typed, into the words in which they are listed.
func (s Set) Resolve(elements []Element) ([]Element, error) {
	keys, data := s.KeyTypes(), s.DataTypes()
	out := slices.Clone(elements)
	for i, e := range out {
		var err error
		if len(e.Stateful) > len(s.Stateful) {
			return nil, fmt.Errorf("%w: the elements of %s do not count", errValue, s.Name)
		}
		if len(e.Key) == 1 && e.Key[0] == "*" {
			continue
		}
		if out[i].Key, err = resolve(e.Key, keys); err != nil {
			return nil, err
		}
		if s.Map != (e.Verdict != nil || len(e.Data) > 0) && len(elements) > 0 && s.Map {
			continue
		}
		if len(e.Data) > 0 {
			if out[i].Data, err = resolve(e.Data, data); err != nil {
				return nil, err
			}
			if !s.Has("interval-data") && slices.ContainsFunc(out[i].Data, data[0].Ranged) {
				return nil, fmt.Errorf("%w: %s gives single values", errValue, s.Name)
			}
		}
	}
	return out, nil
}

// Unfit finds an element that is an interval, where the set has none of them, and what nft says of it.
func (s Set) Unfit(elements []Element) (at int, text string) {
	if s.Has("interval") {
		return -1, ""
	}
	for i, e := range elements {
		if !Interval([]Element{e}, s.KeyTypes()) || len(e.Key) > 1 {
			continue
		}
		kind := "range"
		if strings.ContainsAny(e.Key[0], "/*") {
			kind = "prefix"
		}
		return i, "You must add 'flags interval' to your " + s.word() + " declaration if you want to add " + kind + " elements"
	}
	return -1, ""
}

func resolve(v Value, types []Type) (Value, error) {
	if len(v) != len(types) {
		return nil, errValue
	}
	out := make(Value, len(v))
	for i, w := range v {
		var err error
		if out[i], err = types[i].typed(w); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// typed is a word as nft lists it, of one that may have quotes, or be the name of a service.
func (t Type) typed(word string) (string, error) {
	if t.Form == FormName || t.Form == FormIndex || t.Form == FormText {
		// nft makes one name of the bits of all.
		if isBarred(word) {
			return "", errValue
		}
		word = strings.Trim(word, `"`)
	}
	if t.Name == "inet_service" {
		for _, s := range services() {
			if s.Name == word {
				return t.textOf(s.Number), nil
			}
		}
	}
	if (t.Name == "uid" || t.Name == "gid") && strings.Trim(word, `"`) == "root" {
		return "0", nil
	}
	if _, err := strconv.ParseUint(word, 0, 64); t.Name == "iface_index" && (err == nil || strings.Trim(word, "0123456789") == "") {
		return "", fmt.Errorf("%s: %w: the number of a link", word, errValue)
	}
	if t.Name == groupType && strings.Trim(word, `"`) == usualGroup {
		return usualGroup, nil
	}
	if _, hi, err := t.Bounds(word); err == nil && t.Bits > 0 && t.Get(hi)>>t.Bits != 0 {
		return "", fmt.Errorf("%s: %w of %d bits", word, errValue, t.Bits)
	}
	return t.Canonical(word)
}

func (p *parser) element(c Command) {
	p.inTable(&c)
	c.Name = p.name()
	p.at.Name = p.last.at
	switch c.Verb {
	case "add", "create", "delete", "get":
	default:
		p.failed = true
	}
	c.Elements = p.elements(true, nil)
	for _, e := range c.Elements {
		// Without the type of the set nobody knows whose bits are meant.
		p.failed = p.failed || slices.ContainsFunc(e.Key, isBarred) || slices.ContainsFunc(e.Data, isBarred) || slices.ContainsFunc(e.Key, isOdd) ||
			slices.ContainsFunc(e.Key, isReserved) || slices.ContainsFunc(e.Data, isReserved)
	}
	p.add(c)
}

// isReserved tells of a word of nft's own that is no value, as the name of a protocol is.
func isReserved(word string) bool {
	_, protocol := must("inet_proto").Canonical(word)
	_, frame := must("ether_type").Canonical(word)
	return strings.Contains(keywords, " "+word+" ") && protocol != nil && frame != nil
}

// isOdd tells of a number with points that is no address, or one with a sign: to nft these are several words.
func isOdd(word string) bool {
	return slices.ContainsFunc(strings.FieldsFunc("0"+word, func(r rune) bool { return r == '/' }), func(part string) bool {
		return strings.Trim(part, "0123456789.") == "" && strings.Contains(part, ".") && !isAddress(part[1:])
	}) || strings.HasPrefix(word, "-")
}

// isBarred tells whether a word was several, with bars between them, which are commas now. A name in quotes may have a comma of its own.
func isBarred(word string) bool {
	bare := strings.Trim(word, `"`)
	return strings.Contains(bare, `"`) || bare == word && strings.Contains(word, ",")
}

// elements takes elements in braces. Without a set their words are as they were typed.
func (p *parser) elements(isMap bool, s *Set) []Element {
	var list []Element
	p.want("{")
	p.lines()
	for !p.failed {
		begin := p.tokens
		e := p.oneElement(isMap)
		if p.failed {
			return nil
		}
		p.at.Elements = append(p.at.Elements, Place{begin[0].at.Line, begin[0].at.From, p.keyEnd})
		list = append(list, e)
		p.lines()
		if p.take("}") {
			break
		}
		p.want(",")
		p.lines()
		if p.take("}") {
			break
		}
	}
	return list
}

// lines passes over the ends of lines.
func (p *parser) lines() {
	for p.take("\n") {
	}
}

// oneElement takes a key, what it has, and what a map gives for it.
func (p *parser) oneElement(isMap bool) Element {
	var e Element
	e.Key = p.words(isMap)
	p.keyEnd = p.last.at.To
	for !p.failed {
		switch {
		case p.take("timeout"):
			e.Timeout = time.Duration(p.time())
			continue
		case p.take("expires"):
			e.Expires = time.Duration(p.time())
			continue
		case p.take("comment"):
			e.Comment = p.comment()
			continue
		case p.take("counter"):
			e.Stateful = append(e.Stateful, p.counter())
			continue
		}
		break
	}
	if w := p.peek(); isMap && len(w) > 1 && w[0] == ':' && !strings.HasPrefix(w, "::") {
		// The colon stands without a space after it.
		at := p.tokens[0].at
		p.tokens = append([]token{{text: ":", at: at}, {text: w[1:], at: Place{at.Line, at.From + 1, at.To}}}, p.tokens[1:]...)
	}
	if !isMap || !p.take(":") {
		return e
	}
	jumps := p.at.Jumps
	if v, ok := p.verdict(); ok {
		e.Verdict, p.at.Jumps = &v, jumps
		return e
	}
	e.Data = p.words(false)
	return e
}

// words takes the words of a value, with dots between them. Where a colon can follow, it is cut from the last.
func (p *parser) words(colon bool) Value {
	var v Value
	for more := true; more && !p.failed; more = p.take(".") {
		w := p.next()
		if strings.ContainsAny(w, "{}(),;=<>!\n@$") || w == "." || w == ":" || w == "" {
			p.failed = true
		}
		if colon {
			w = p.cut(w)
			p.failed = p.failed || w == ""
		}
		for p.take("|") {
			w += "," + p.next()
		}
		if p.peek() == "-" {
			p.next()
			w += "-" + p.next()
		}
		if strings.HasSuffix(w, ":") && w[0] != '"' && !isAddress(w) || strings.Contains(w, "/-") {
			p.failed = true
		}
		if p.at.Words == nil {
			p.at.Words = map[string][]Place{}
		}
		name := strings.Trim(w, `"`)
		p.at.Words[name] = append(p.at.Words[name], p.last.at)
		v = append(v, w)
	}
	return v
}

func isAddress(w string) bool {
	_, err := netip.ParseAddr(w)
	return err == nil
}

// hasColons tells whether the colons of a word are those of an address.
func hasColons(w string) bool {
	if _, _, err := must("ipv6_addr").Bounds(w); err == nil {
		return true
	}
	_, err := must("ether_addr").Bytes(w)
	return err == nil
}

// cut puts back what stands behind a colon, which is another word but in an address. It is empty where there is more than one such.
func (p *parser) cut(w string) string {
	if w == "" || w[0] == '"' || !strings.Contains(w, ":") || hasColons(w) {
		return w
	}
	i := strings.LastIndex(w, ":")
	key, rest := w[:i], w[i+1:]
	if strings.Contains(key, ":") && !hasColons(key) {
		return ""
	}
	back := []token{{text: ":", at: p.last.at}}
	if rest != "" {
		at := p.last.at
		back = append(back, token{text: rest, at: Place{at.Line, at.To - len(rest), at.To}})
	}
	p.last.at.To = p.last.at.From + len(key)
	p.tokens = append(back, p.tokens...)
	return key
}

// verdict takes a verdict, where there is one.
func (p *parser) verdict() (Verdict, bool) {
	switch w := p.peek(); w {
	case "accept", "drop", "continue", "return":
		p.next()
		return Verdict{Kind: w}, true
	case "jump", "goto":
		p.next()
		v := Verdict{w, p.name()}
		p.at.Jumps = append(p.at.Jumps, p.last.at)
		return v, true
	}
	return Verdict{}, false
}
