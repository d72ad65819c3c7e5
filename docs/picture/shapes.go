//go:build unix

package main

import (
	"fmt"
	"unicode/utf8"
)

// How wide lines are, in pixels.
const (
	thin  = 2
	thick = 4
)

// rectangles are the shape of a character that is made of rectangles, in a cell whose corner is at 0, 0 and whose sides they may
// touch; nil for any other character.
func rectangles(char string) []rect {
	if block := blocks(char); block != nil {
		return block
	}
	const midX, midY = cellWidth / 2, cellHeight / 2
	switch char {
	case "╌":
		return []rect{{x: 1, y: midY - thin/2, width: 4, height: thin}, {x: 7, y: midY - thin/2, width: 4, height: thin}}
	case "╎":
		return []rect{{x: midX - thin/2, y: 2, width: thin, height: 8}, {x: midX - thin/2, y: 14, width: thin, height: 8}}
	}
	widths, known := arms(char)
	if !known {
		return nil
	}
	north, east, south, west := widths[0], widths[1], widths[2], widths[3]
	// An arm reaches over the middle as far as the widest that it meets there.
	overX, overY := max(north, south, thin)/2, max(east, west, thin)/2
	if east > 0 && east == west && north == 0 && south == 0 {
		return []rect{{x: 0, y: midY - east/2, width: cellWidth, height: east}}
	}
	if north > 0 && north == south && east == 0 && west == 0 {
		return []rect{{x: midX - north/2, y: 0, width: north, height: cellHeight}}
	}
	var shape []rect
	if west > 0 {
		shape = append(shape, rect{x: 0, y: midY - west/2, width: midX + overX, height: west})
	}
	if east > 0 {
		shape = append(shape, rect{x: midX - overX, y: midY - east/2, width: midX + overX, height: east})
	}
	if north > 0 {
		shape = append(shape, rect{x: midX - north/2, y: 0, width: north, height: midY + overY})
	}
	if south > 0 {
		shape = append(shape, rect{x: midX - south/2, y: midY - overY, width: south, height: midY + overY})
	}
	return shape
}

// blocks are the block elements: those that fill a cell from below, and the halves.
func blocks(char string) []rect {
	r, size := utf8.DecodeRuneInString(char)
	switch {
	case size != len(char):
		return nil
	case r >= '▁' && r <= '█':
		height := cellHeight * int(r-'▁'+1) / 8
		return []rect{{x: 0, y: cellHeight - height, width: cellWidth, height: height}}
	case r == '▀':
		return []rect{{x: 0, y: 0, width: cellWidth, height: cellHeight / 2}}
	case r == '▌':
		return []rect{{x: 0, y: 0, width: cellWidth / 2, height: cellHeight}}
	case r == '▐':
		return []rect{{x: cellWidth / 2, y: 0, width: cellWidth / 2, height: cellHeight}}
	}
	return nil
}

// arms are the widths in pixels of the lines that leave the cell of a solid, straight box-drawing character to the north, east,
// south and west.
func arms(char string) (widths [4]int, known bool) {
	// Four digits for each character from U+2500 on: 0 no line, 1 a light one, 2 a heavy one. (Unicode, chart U2500.)
	const table = "" +
		"0101 0202 1010 2020 0000 0000 0000 0000 0000 0000 0000 0000 0110 0210 0120 0220 " + // ─━│┃┄┅┆┇┈┉┊┋┌┍┎┏
		"0011 0012 0021 0022 1100 1200 2100 2200 1001 1002 2001 2002 1110 1210 2110 1120 " + // ┐┑┒┓└┕┖┗┘┙┚┛├┝┞┟
		"2120 2210 1220 2220 1011 1012 2011 1021 2021 2012 1022 2022 0111 0112 0211 0212 " + // ┠┡┢┣┤┥┦┧┨┩┪┫┬┭┮┯
		"0121 0122 0221 0222 1101 1102 1201 1202 2101 2102 2201 2202 1111 1112 1211 1212 " + // ┰┱┲┳┴┵┶┷┸┹┺┻┼┽┾┿
		"2111 1121 2121 2112 2211 1122 1221 2212 1222 2122 2221 2222 0000 0000 0000 0000 " + // ╀╁╂╃╄╅╆╇╈╉╊╋╌╍╎╏
		"0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 " + // ═║╒╓╔╕╖╗╘╙╚╛╜╝╞╟
		"0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 " + // ╠╡╢╣╤╥╦╧╨╩╪╫╬╭╮╯
		"0000 0000 0000 0000 0001 1000 0100 0010 0002 2000 0200 0020 0201 1020 0102 2010 " //   ╰╱╲╳╴╵╶╷╸╹╺╻╼╽╾╿
	r, size := utf8.DecodeRuneInString(char)
	if size != len(char) || r < '─' || r > '╿' {
		return widths, false
	}
	from := 5 * int(r-'─')
	for i, digit := range table[from : from+4] {
		widths[i] = []int{0, thin, thick}[digit-'0']
	}
	return widths, widths != [4]int{}
}

// curve is the SVG of a character that has bends, in a cell whose corner is at 0, 0; empty for any other.
func curve(char, fill string) string {
	const midX, midY, bend, dot = cellWidth / 2, cellHeight / 2, 6, 5.5
	path := ""
	switch char {
	case "╭":
		path = fmt.Sprintf("M%d %dV%dQ%d %d %d %d", midX, cellHeight, midY+bend, midX, midY, cellWidth, midY)
	case "╮":
		path = fmt.Sprintf("M%d %dV%dQ%d %d %d %d", midX, cellHeight, midY+bend, midX, midY, 0, midY)
	case "╰":
		path = fmt.Sprintf("M%d %dV%dQ%d %d %d %d", midX, 0, midY-bend, midX, midY, cellWidth, midY)
	case "╯":
		path = fmt.Sprintf("M%d %dV%dQ%d %d %d %d", midX, 0, midY-bend, midX, midY, 0, midY)
	case "●":
		return fmt.Sprintf(`<circle cx="%d" cy="%d" r="%g" fill="%s"/>`, midX, midY, dot, fill)
	case "○":
		return fmt.Sprintf(`<circle cx="%d" cy="%d" r="%g" fill="none" stroke="%s" stroke-width="1.5"/>`, midX, midY, dot-0.75, fill)
	case "◐":
		half := fmt.Sprintf(`<path d="M%d %gA%g %[3]g 0 0 0 %[1]d %[4]gZ" fill="%[5]s"/>`, midX, midY-dot, dot, midY+dot, fill)
		return curve("○", fill) + half
	case "◉":
		return curve("○", fill) + fmt.Sprintf(`<circle cx="%d" cy="%d" r="%g" fill="%s"/>`, midX, midY, dot/2, fill)
	default:
		return ""
	}
	return fmt.Sprintf(`<path d="%s" fill="none" stroke="%s" stroke-width="%d"/>`, path, fill, thin)
}
