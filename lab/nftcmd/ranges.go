package nftcmd

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Canonical is a word as nft lists it: a value, a range or a prefix. A range stays one, of whatever it goes to.
func (t Type) Canonical(word string) (string, error) {
	if t.Form == FormIndex {
		if _, err := (Type{Name: t.Name, Form: FormName, Size: ifNameSize}).name(word); err != nil || strings.HasSuffix(word, "*") {
			return "", fmt.Errorf("%s: %w of %s", word, errValue, t.Name)
		}
		return word, nil
	}
	lo, hi, err := t.Bounds(word)
	if err != nil {
		return "", err
	}
	if t.Form == FormName && len(lo) < t.Size {
		return word, nil
	}
	if t.Ranged(word) && !strings.Contains(word, "/") {
		if slices.ContainsFunc(t.Symbols, func(s Symbol) bool { return strings.HasPrefix(word, s.Name+"-") || strings.HasSuffix(word, "-"+s.Name) }) {
			return "", fmt.Errorf("%s: %w of %s", word, errValue, t.Name)
		}
		return t.Range(lo, hi), nil
	}
	return t.Between(lo, hi), nil
}

// Ranged tells whether a word is a range or a prefix, even one of a single value.
func (t Type) Ranged(word string) bool {
	if t.Form == FormIndex {
		return false
	}
	if _, err := t.Bytes(word); err == nil {
		return false
	}
	_, _, err := t.Bounds(word)
	return err == nil
}

// Range writes a range as such: its ends have no names.
func (t Type) Range(lo, hi []byte) string { return t.Numeric(t.Text(lo)) + "-" + t.Numeric(t.Text(hi)) }

// Bounds are the first and the last value of a range or a prefix; of a single value both are that. Of a name with * both are its
// beginning.
func (t Type) Bounds(word string) (lo, hi []byte, err error) {
	if one, err := t.Bytes(word); err == nil {
		return one, one, nil
	}
	if start, length, ok := strings.Cut(word, "/"); ok && t.Form == FormAddr {
		n, err := strconv.Atoi(length)
		lo, bad := t.Bytes(start)
		if err != nil || bad != nil || n < 0 || n > 8*t.Size || len(length) > 1 && length[0] == '0' {
			return nil, nil, fmt.Errorf("%s: %w of %s", word, errValue, t.Name)
		}
		lo, hi = slices.Clone(lo), slices.Clone(lo)
		for i := n; i < 8*t.Size; i++ {
			lo[i/8] &^= 0x80 >> (i % 8)
			hi[i/8] |= 0x80 >> (i % 8)
		}
		return lo, hi, nil
	}
	for i, c := range word {
		if c != '-' || t.Form == FormName || t.Form == FormFlags {
			continue
		}
		lo, err := t.Bytes(word[:i])
		hi, bad := t.Bytes(word[i+1:])
		if err == nil && bad == nil && t.Compare(lo, hi) <= 0 {
			return lo, hi, nil
		}
	}
	return nil, nil, fmt.Errorf("%s: %w of %s", word, errValue, t.Name)
}

// Between writes the range of a set or a translation, of which nft does not know how it was typed: as a prefix where it is one of addresses.
func (t Type) Between(lo, hi []byte) string {
	if slices.Equal(lo, hi) {
		return t.Text(lo)
	}
	if n, ok := prefixLength(lo, hi); ok && t.Form == FormAddr {
		return t.Text(lo) + "/" + strconv.Itoa(n)
	}
	return t.Range(lo, hi)
}

// prefixLength is how many first bits all from lo to hi share, where those are all that do.
func prefixLength(lo, hi []byte) (n int, ok bool) {
	for n < 8*len(lo) && lo[n/8]>>(7-n%8)&1 == hi[n/8]>>(7-n%8)&1 {
		n++
	}
	for i := n; i < 8*len(lo); i++ {
		if lo[i/8]>>(7-i%8)&1 != 0 || hi[i/8]>>(7-i%8)&1 != 1 {
			return n, false
		}
	}
	return n, true
}
