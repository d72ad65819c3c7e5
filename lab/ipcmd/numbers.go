package ipcmd

import (
	"strconv"
	"strings"
)

// Numbers as C reads them: blanks and a sign may stand before the digits, and of an unsigned one a minus turns it around.

// signed takes the blanks and the sign off a number.
func signed(word string) (digits string, minus bool) {
	word = strings.TrimLeft(word, " \t\n\v\f\r")
	if digits, minus = strings.CutPrefix(word, "-"); minus {
		return digits, true
	}
	return strings.TrimPrefix(word, "+"), false
}

// readNumber is strtoul(3) of a whole word, in base 0, 10 or 16.
func readNumber(word string, base int) (uint64, bool) {
	digits, minus := signed(word)
	if base == 16 {
		digits = strings.TrimPrefix(strings.ToLower(digits), "0x")
	}
	n, err := strconv.ParseUint(digits, base, 64)
	if err != nil || base == 0 && isGoNumber(digits) {
		return 0, false
	}
	if minus {
		n = -n
	}
	return n, true
}

// readUnsigned is get_u8 and its like: a number of so many bytes, in any base that C knows.
func readUnsigned(word string, size int) (uint64, bool) {
	n, ok := readNumber(word, 0)
	return n, ok && (size == 8 || n>>(8*size) == 0)
}

// number is get_u32.
func number(word string) (uint32, bool) {
	n, ok := readUnsigned(word, 4)
	return uint32(n), ok
}

// readHex reads a number of one byte in hexadecimal, with or without 0x before it.
func readHex(word string) (uint32, bool) {
	n, ok := readNumber(word, 16)
	return uint32(n), ok && n <= 255
}

// integer reads a number as strtol does with base 0.
func integer(word string) (int, bool) {
	digits, minus := signed(word)
	if minus {
		digits = "-" + digits
	}
	n, err := strconv.ParseInt(digits, 0, 32)
	return int(n), err == nil && !isGoNumber(digits)
}

// isGoNumber tells whether a number is written as Go allows and C does not: 0b1, 0o7, 1_000.
func isGoNumber(word string) bool {
	digits := strings.ToLower(strings.TrimLeft(word, "+-"))
	return strings.HasPrefix(digits, "0b") || strings.HasPrefix(digits, "0o") || strings.Contains(digits, "_")
}

// leadingInt is atoi: the number that a word begins with, 0 for none. Of a long one it has the lowest bits.
func leadingInt(word string) int {
	digits, minus := signed(word)
	end := len(digits) - len(strings.TrimLeft(digits, "0123456789"))
	n, _ := strconv.ParseInt(digits[:end], 10, 64)
	if minus {
		n = -n
	}
	return int(int32(n))
}

// leadingHex is what sscanf(3) reads with %x: the byte that a word begins with.
func leadingHex(word string) (byte, bool) {
	digits, minus := signed(word)
	digits = strings.TrimPrefix(strings.TrimPrefix(digits, "0x"), "0X")
	end := len(digits) - len(strings.TrimLeft(digits, "0123456789abcdefABCDEF"))
	n, err := strconv.ParseUint(digits[:end], 16, 8)
	return byte(n), err == nil && (n == 0 || !minus)
}

// scanUnsigned is what sscanf(3) reads with %u of so many bits, and what stands behind that.
func scanUnsigned(word string, size int) (n uint32, rest string, ok bool) {
	digits, minus := signed(word)
	end := len(digits) - len(strings.TrimLeft(digits, "0123456789"))
	if end == 0 {
		return 0, "", false
	}
	// Of what is too large strtoul(3) gives the largest number.
	value, _ := strconv.ParseUint(digits[:end], 10, 64)
	if minus {
		value = -value
	}
	return uint32(value & (1<<size - 1)), digits[end:], true
}
