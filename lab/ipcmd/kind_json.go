package ipcmd

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"

	"vethlab/lab/topo"
)

// A setting in `ip -d -j link` is a member of info_data or info_slave_data.

// jsonForm is how a value is written there.
type jsonForm int

const (
	noJSON      jsonForm = iota
	jsonText             // as in text, in quotes
	jsonNumeral          // a number
	jsonBool             // false for 0
	jsonTrue             // true, where the text has the word
	jsonLiteral          // as the row's literal writes it; empty leaves it out
)

// member is a setting in JSON: its key where that is not its word, and its form.
type member struct {
	key     string
	key6    string // for a value of the row's other attribute
	form    jsonForm
	always  bool // also where the text leaves it out
	literal func(value []byte) string
}

// keyed gives the row with another key in JSON.
func (r row) keyed(key string) row {
	r.member.key = key
	return r
}

// inJSON gives the row with another form there.
func (r row) inJSON(form jsonForm) row {
	r.member.form = form
	return r
}

// alwaysInJSON gives the row shown there also where the text leaves it out.
func (r row) alwaysInJSON() row {
	r.member.always = true
	return r
}

// literally gives the row with a writer of its own there.
func (r row) literally(write func(value []byte) string) row {
	r.member.form, r.member.literal = jsonLiteral, write
	return r
}

// json is the row's member; the key is empty for none.
func (r row) json(values map[uint16][]byte) (key, literal string) {
	value, ok := r.of(values)
	if !ok || !r.member.always && r.hidden != nil && r.hidden(value) {
		return "", ""
	}
	key = r.member.key
	if other := values[r.other]; r.member.key6 != "" && len(other) == r.otherSize {
		key = r.member.key6
	}
	if key == "" {
		key = strings.TrimSpace(r.word)
	}
	switch r.member.form {
	case jsonText:
		literal = quoteJSON(r.text(value))
	case jsonNumeral:
		literal = decimal(value)
	case jsonBool:
		literal = strconv.FormatBool(!isZero(value))
	case jsonTrue:
		if len(r.value) == 0 || bytes.Equal(value, r.value) {
			literal = "true"
		}
	case jsonLiteral:
		literal = r.member.literal(value)
	}
	if literal == "" {
		return "", ""
	}
	return key, literal
}

func quoteJSON(s string) string {
	var p Printer
	p.quoted(s)
	return p.String()
}

// Quoted is a detail with that value, a name.
func Quoted(d topo.Detail, value string) topo.Detail {
	d.Value = value
	if d.Key != "" {
		d.JSON = quoteJSON(value)
	}
	return d
}

// details writes what `ip -d -j` tells of a link: detailText in JSON.
func (p *Printer) details(l topo.Link, mode bool) {
	d := l.Details
	if d == nil || !p.o.JSON {
		return
	}
	p.members(d.Link)
	if l.Kind != "" || d.Port != nil {
		p.member("linkinfo", func() {
			if l.Kind != "" {
				p.string("info_kind", "", l.Kind, "")
			}
			if d.Kind != nil {
				p.member("info_data", func() { p.members(d.Kind) })
			}
			if d.Port != nil {
				p.string("info_slave_kind", "", "bridge", "")
				p.member("info_slave_data", func() { p.members(d.Port) })
			}
		})
	}
	if mode && d.Mode != "" {
		p.string("inet6_addr_gen_mode", "", d.Mode, "")
	}
	p.members(d.Queues)
}

func (p *Printer) members(list []topo.Detail) {
	for _, d := range list {
		if d.Key != "" {
			p.literal(d.Key, d.JSON)
		}
	}
}

// literal is a member whose value is JSON already; with -p what it holds has lines of its own.
func (p *Printer) literal(key, text string) {
	if !strings.HasPrefix(text, "{") && !strings.HasPrefix(text, "[") {
		p.json(key, text)
		return
	}
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	p.walk(d, key)
}

// walk writes the value that comes next.
func (p *Printer) walk(d *json.Decoder, key string) {
	token, err := d.Token()
	if err != nil {
		return
	}
	switch v := token.(type) {
	case json.Delim:
		inside := func() {
			for d.More() {
				key := ""
				if v == '{' {
					name, _ := d.Token()
					key, _ = name.(string)
				}
				p.walk(d, key)
			}
			// The closing bracket.
			_, _ = d.Token()
		}
		if v == '{' {
			p.member(key, inside)
		} else {
			p.array(key, inside)
		}
	case string:
		p.string(key, "", v, "")
	case json.Number:
		p.json(key, v.String())
	}
}

// jsonList is an array of strings.
func jsonList(list []string) string {
	quoted := make([]string, len(list))
	for i, s := range list {
		quoted[i] = quoteJSON(s)
	}
	return "[" + strings.Join(quoted, ",") + "]"
}
