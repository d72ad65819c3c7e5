//go:build linux

package shell

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"mvdan.cc/sh/v3/expand"
	"mvdan.cc/sh/v3/interp"
	"mvdan.cc/sh/v3/syntax"
)

// deepest is how many values may stand in each other, as bash allows not many more.
const deepest = 100

// errDiscarded ends a line after an error in an expansion, as bash does.
var errDiscarded = errors.New("vethlab: the line is dropped")

// isNumber tells of a number that the interpreter reads as bash does.
func isNumber(word string) bool {
	return word != "" && word[0] >= '0' && word[0] <= '9' && !isWrongNumber(word) && strings.Trim(strings.ToLower(word), "0123456789abcdefx") == ""
}

// isWrongNumber tells of a word that begins as a number, and has digits that its base has not (bash(1), ARITHMETIC EVALUATION).
func isWrongNumber(word string) bool {
	if word == "" || word[0] < '0' || word[0] > '9' || strings.Contains(word, "#") {
		return false
	}
	digits, base := word, 10
	switch rest := strings.ToLower(word[1:]); {
	case word[0] == '0' && strings.HasPrefix(rest, "x"):
		digits, base = rest[1:]+"0", 16
	case word[0] == '0' && rest != "":
		digits, base = rest, 8
	}
	_, err := strconv.ParseUint(digits, base, 64)
	var wrong *strconv.NumError
	return errors.As(err, &wrong) && errors.Is(wrong.Err, strconv.ErrSyntax)
}

// number carries out numberWord.
func (b *bash) number(hc interp.HandlerContext, words []string) error {
	of, kind, text, words := words[0], words[1], words[2], words[3:]
	n, wrong := 0, ""
	switch of {
	case numberName:
		n, wrong = valueOf(hc.Env, words[1], 0)
		if len(words) == 4 && words[2] == "" && strings.Contains(words[3], "u") {
			kind, wrong = "", words[0]+": unbound variable"
			b.unbound.Store(true)
		}
	case numberText, numberAlone:
		value := strings.TrimSpace(words[0])
		n, wrong = valueOf(hc.Env, value, 0)
		switch {
		case of == numberText && value == "":
			whole := strings.TrimLeft(inserted(hc.Env, text), " ")
			if rest := withoutOperand(whole); rest != "" {
				wrong = fmt.Sprintf("%s: syntax error: operand expected (error token is %q)", whole, rest)
			}
		case wrong != "" && of == numberText:
			wrong = insertedFault(value, inserted(hc.Env, text))
		case of == numberText && !isNumber(strings.TrimLeft(value, "+-")) && !syntax.ValidName(value) && value != "":
			// It is put there as it is, and may bind less than what is around it.
			wrong = notBuiltIn(text + ", where that is " + inserted(hc.Env, text) + ",")
		}
	case numberGoes:
		n = 1
	case numberBy:
		wrong = fmt.Sprintf("%s: division by 0 (error token is %q)", inserted(hc.Env, text), inserted(hc.Env, words[0]))
	}
	if wrong != "" {
		fmt.Fprintf(unsaid(hc.Stderr), "%s %s%s\n", b.prefix(), kind, wrong)
		if kind == "" {
			b.discard.Store(true)
		}
		return errDiscarded
	}
	fmt.Fprint(hc.Stdout, n)
	return nil
}

// inserted is an expression with the values of its variables, as far as they are plain.
func inserted(env expand.Environ, text string) string {
	parsed, err := syntax.NewParser(syntax.Variant(syntax.LangBash)).Document(strings.NewReader(text))
	if err != nil {
		return text
	}
	whole, err := expand.Document(&expand.Config{Env: env}, parsed)
	if err != nil {
		return text
	}
	return whole
}

// insertedFault is what is wrong with a text that stands in an expression.
func insertedFault(value, whole string) string {
	_, rest, _ := strings.Cut(whole, value)
	return faultOf(value, whole, value+rest)
}

// withoutOperand is the rest of an expression from the operator on before, or behind, which an operand is missing; empty where none is.
func withoutOperand(text string) (rest string) {
	wants, last := true, -1 // an operand comes next; where the last word began
	for at := 0; at < len(text); {
		switch c := text[at]; {
		case c == ' ' || c == '\t' || c == '\n':
			at++
			continue
		case c == '_' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z':
			wants, last = false, at
			for at < len(text) && strings.IndexByte(" \t\n+-*/%<>=&|^!~?:(),", text[at]) < 0 {
				at++
			}
			continue
		case wants && strings.IndexByte("+-!~(", c) >= 0:
			last = at
		case wants:
			return text[at:]
		default:
			wants, last = c != ')' && !strings.HasPrefix(text[at:], "++") && !strings.HasPrefix(text[at:], "--"), at
			for _, operator := range []string{"<<=", ">>=", "**", "<<", ">>", "<=", ">=", "==", "!=", "&&", "||", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "^=", "|="} {
				if strings.HasPrefix(text[at:], operator) {
					at += len(operator) - 1
					break
				}
			}
		}
		at++
	}
	if !wants || last < 0 {
		return ""
	}
	return text[last:]
}

// faultOf is bash's message for a value that is no expression.
func faultOf(value, whole, rest string) string {
	digits := len(value) - len(strings.TrimLeft(value, "0123456789"))
	if bare := strings.TrimRight(strings.TrimRight(rest, " "), "+-*/%<>=&|^!~?:("); bare != strings.TrimRight(rest, " ") && bare != "" {
		return fmt.Sprintf("%s: syntax error: operand expected (error token is %q)", whole, rest[len(bare):])
	}
	switch {
	case isWrongNumber(value) && strings.Trim(strings.ToLower(value), "0123456789abcdefghijklmnopqrstuvwxyz_@") == "":
		return fmt.Sprintf("%s: value too great for base (error token is %q)", whole, value)
	case digits > 0 && digits < len(value) && value[digits] != ' ':
		return fmt.Sprintf("%s: syntax error: invalid arithmetic operator (error token is %q)", whole, rest[digits:])
	case digits > 0 || syntax.ValidName(firstOf(value)):
		_, after, _ := strings.Cut(rest, " ")
		return fmt.Sprintf("%s: syntax error in expression (error token is %q)", whole, strings.TrimLeft(after, " "))
	}
	return fmt.Sprintf("%s: syntax error: operand expected (error token is %q)", whole, rest)
}

// firstOf is the first word of a text.
func firstOf(text string) string {
	first, _, _ := strings.Cut(text, " ")
	return first
}

// valueOf works out what a variable holds: a number, a name, or any expression; wrong is what bash says of one that is none.
func valueOf(env expand.Environ, text string, depth int) (n int, wrong string) {
	text = strings.TrimSpace(text)
	number := strings.TrimLeft(text, "+-")
	switch {
	case text == "":
		return 0, ""
	case depth > deepest:
		if syntax.ValidName(text) {
			text = env.Get(text).String()
		}
		return 0, text + `: expression recursion level exceeded (error token is "` + text + `")`
	case syntax.ValidName(text):
		return valueOf(env, env.Get(text).String(), depth+1)
	case isNumber(number) && len(text)-len(number) <= 1:
		n, err := expand.Arithm(&expand.Config{}, word(text))
		if err != nil {
			return 0, text + ": " + err.Error()
		}
		return n, ""
	}
	parsed := wholeExpression(text)
	if w, is := parsed.(*syntax.Word); parsed == nil || is && !strings.Contains(text, "#") && elementOf(w) == nil {
		return 0, faultOf(text, text, text)
	}
	if assignsIn(parsed) {
		return 0, text + " in arithmetic" + otherwise
	}
	filled, wrong := filledIn(env, parsed, depth)
	if wrong != "" {
		return 0, wrong
	}
	n, err := expand.Arithm(&expand.Config{Env: env}, filled)
	if err != nil {
		return 0, text + ": " + strings.Replace(err.Error(), "division by zero", "division by 0", 1)
	}
	return n, ""
}

// filledIn puts the numbers for the names of an expression.
func filledIn(env expand.Environ, x syntax.ArithmExpr, depth int) (filled syntax.ArithmExpr, wrong string) {
	switch x := x.(type) {
	case *syntax.Word:
		if name := x.Lit(); syntax.ValidName(name) || isWrongNumber(name) {
			n, wrong := valueOf(env, name, depth+1)
			return word(strconv.Itoa(n)), wrong
		}
		return x, ""
	case *syntax.ParenArithm:
		x.X, wrong = filledIn(env, x.X, depth)
		return x, wrong
	case *syntax.UnaryArithm:
		if x.Op == syntax.Inc || x.Op == syntax.Dec {
			return x, sourceOf(x) + " in a variable" + otherwise
		}
		x.X, wrong = filledIn(env, x.X, depth)
		return x, wrong
	case *syntax.BinaryArithm:
		if x.X, wrong = filledIn(env, x.X, depth); wrong == "" {
			x.Y, wrong = filledIn(env, x.Y, depth)
		}
		return x, wrong
	}
	return x, ""
}

// wholeExpression reads a text as arithmetic; nil where some of it is none, at which the parser only stops.
func wholeExpression(text string) syntax.ArithmExpr {
	parsed, err := syntax.NewParser(syntax.Variant(syntax.LangBash)).Arithmetic(strings.NewReader(text))
	if err != nil || parsed == nil || int(parsed.End().Offset()) != len(text) {
		return nil
	}
	return parsed
}
