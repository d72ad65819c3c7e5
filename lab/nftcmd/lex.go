package nftcmd

import (
	"strings"
)

// Place is where something stands in a script: in which line, from which byte on, and how far.
type Place struct{ Line, From, To int }

// token is a word of a script; the end of a line is one, and a string keeps its quotes.
type token struct {
	text  string
	at    Place
	named bool // it stands for a definition's name
}

// alone are the characters that are words by themselves.
const alone = "{},;()|&\n"

// lex cuts a script into tokens.
func lex(text string) (tokens []token, ok bool) {
	line, start, at := 0, 0, 0
	add := func(n int) {
		tokens = append(tokens, token{text: text[at : at+n], at: Place{line, at - start, at - start + n}})
		if at += n; text[at-1] == '\n' {
			line, start = line+1, at
		}
	}
	for at < len(text) {
		rest := text[at:]
		switch c := rest[0]; {
		case c == ' ' || c == '\t':
			at++
		case c == '#':
			end := strings.IndexByte(rest, '\n')
			if end < 0 {
				end = len(rest)
			}
			at += end
		case strings.HasPrefix(rest, "\\\n"):
			at += 2
			line, start = line+1, at
		case strings.IndexByte(alone, c) >= 0:
			add(1)
		case c == '"':
			end := strings.IndexByte(rest[1:], '"')
			if end < 0 || strings.Contains(rest[1:end+1], "\n") {
				return nil, false
			}
			add(end + 2)
		case strings.HasPrefix(rest, "!="), strings.HasPrefix(rest, "=="), strings.HasPrefix(rest, "<="), strings.HasPrefix(rest, ">="):
			add(2)
		case strings.IndexByte("!=<>", c) >= 0:
			add(1)
		default:
			end := strings.IndexAny(rest, " \t#\"!=<>"+alone)
			if end < 0 {
				end = len(rest)
			}
			if strings.ContainsAny(rest[:end], "\r\\'`^~%?") {
				return nil, false
			}
			add(end)
		}
	}
	return tokens, true
}

// expand takes the definitions out of a script, and puts their values where their names stand.
func expand(tokens []token) (out []token, ok bool) {
	values := map[string][]token{}
	depth := 0
	for i := 0; i < len(tokens); i++ {
		t := tokens[i]
		begins := i == 0 || tokens[i-1].text == "\n" || tokens[i-1].text == ";"
		if begins && (t.text == "define" || t.text == "redefine") {
			// What is defined in braces holds in them alone.
			if i+3 >= len(tokens) || tokens[i+2].text != "=" || depth > 0 {
				return nil, false
			}
			name := tokens[i+1].text
			if _, there := values[name]; there && t.text == "define" || strings.Contains(keywords, " "+name+" ") {
				return nil, false
			}
			value, end := definition(tokens[i+3:])
			if value, ok = expandValue(value, values); !ok || len(value) == 0 {
				return nil, false
			}
			values[name] = value
			i += 2 + end
			continue
		}
		switch t.text {
		case "{":
			depth++
		case "}":
			depth--
		}
		one, ok := expandValue(tokens[i:i+1], values)
		if !ok {
			return nil, false
		}
		out = append(out, one...)
	}
	return out, true
}

// definition is a value up to the end of its line, or of its braces.
func definition(tokens []token) (value []token, length int) {
	depth := 0
	for i, t := range tokens {
		switch t.text {
		case "{":
			depth++
		case "}":
			depth--
		case "\n", ";":
			if depth == 0 {
				return value, i
			}
			continue
		}
		value = append(value, t)
	}
	return value, len(tokens)
}

func expandValue(tokens []token, values map[string][]token) (out []token, ok bool) {
	for _, t := range tokens {
		name, variable := strings.CutPrefix(t.text, "$")
		if !variable {
			if strings.Contains(t.text, "$") && t.text[0] != '"' {
				return nil, false
			}
			out = append(out, t)
			continue
		}
		value, known := values[name]
		if !known {
			return nil, false
		}
		for _, v := range value {
			out = append(out, token{v.text, t.at, true})
		}
	}
	return out, true
}
