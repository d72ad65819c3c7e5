//go:build linux

package shell

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"mvdan.cc/sh/v3/interp"
	"mvdan.cc/sh/v3/syntax"
)

// wrongNumber is a number in the arithmetic of a piece of a script that its base does not have, as octal has no 08; the interpreter takes
// it for 0. alone tells that it is a whole $(( )).
func wrongNumber(script syntax.Node) (number string, alone bool) {
	syntax.Walk(script, func(n syntax.Node) bool {
		if number != "" {
			return false
		}
		switch n := n.(type) {
		case *syntax.ArithmExp:
			number = wrongOperand(n.X)
			_, alone = n.X.(*syntax.Word)
		case *syntax.ArithmCmd:
			number = wrongOperand(n.X)
		case *syntax.CStyleLoop:
			number = cmp.Or(wrongOperand(n.Init), wrongOperand(n.Cond), wrongOperand(n.Post))
		case *syntax.LetClause:
			for _, x := range n.Exprs {
				number = cmp.Or(number, wrongOperand(x))
			}
		}
		return true
	})
	return number, alone
}

// wrongOperand is the first such number in one expression.
func wrongOperand(x syntax.ArithmExpr) string {
	switch x := x.(type) {
	case *syntax.Word:
		if word := x.Lit(); isWrongNumber(word) {
			return word
		}
	case *syntax.UnaryArithm:
		return wrongOperand(x.X)
	case *syntax.ParenArithm:
		return wrongOperand(x.X)
	case *syntax.BinaryArithm:
		return cmp.Or(wrongOperand(x.X), wrongOperand(x.Y))
	}
	return ""
}

// isWrongNumber tells of a word that begins as a number, and has digits that its base has not (bash(1), ARITHMETIC EVALUATION).
func isWrongNumber(word string) bool {
	if word == "" || word[0] < '0' || word[0] > '9' || strings.Contains(word, "#") {
		return false
	}
	digits, base := word, 10
	switch rest := strings.ToLower(word[1:]); {
	case word[0] == '0' && strings.HasPrefix(rest, "x"):
		digits, base = cmp.Or(rest[1:], "0"), 16
	case word[0] == '0' && rest != "":
		digits, base = rest, 8
	}
	_, err := strconv.ParseUint(digits, base, 64)
	var wrong *strconv.NumError
	return errors.As(err, &wrong) && errors.Is(wrong.Err, strconv.ErrSyntax)
}

// refuseNumber is the error of a statement with a wrong number, in bash's words where they are known; nil where there is none.
func (b *bash) refuseNumber(ctx context.Context, st *syntax.Stmt) error {
	number, alone := wrongNumber(st)
	_, simple := st.Cmd.(*syntax.CallExpr)
	switch {
	case number == "":
		return nil
	case !alone || !simple:
		return b.refuse(ctx, number+" as a number")
	}
	fmt.Fprintf(b.stderr, "%s %s: value too great for base (error token is \"%[2]s\")\n", b.prefix(), number)
	b.setStatus(ctx, 1)
	b.dropped = true
	return interp.ExitStatus(1)
}
