//go:build linux

package netfilter

import (
	"golang.org/x/sys/unix"
)

// What nf_tables.h has and package unix has not.
const (
	bitwiseOp       = 6
	bitwiseData     = 7
	connlimitCount  = 1
	connlimitFlags  = 2
	quotaConsumed   = 4
	chainUserdata   = 12
	tableHandle     = 4
	setHandle       = 16
	tableUserdata   = 6
	objUserdata     = 8
	objHandle       = 6
	bitwiseRight    = 2
	drop            = 0
	accept          = 1
	descSize        = 1
	descConcat      = 2
	setExpr         = 17
	setExpressions  = 18
	elemExpr        = 7
	elemKeyEnd      = 10
	elemExpressions = 11
	dynsetExprs     = 10
	dynsetFlags     = 9

	flagAnonymous = 1
	flagConstant  = 2
	flagInterval  = 4
	flagMap       = 8
	flagTimeout   = 0x10
	flagDynamic   = 0x20
	flagObject    = 0x40
	flagConcat    = 0x80

	elemIntervalEnd = 1
	elemCatchAll    = 2

	verdictType = 0xffffff00

	objCounter = 1
	objQuota   = 2
)

// What nft keeps in a set's userdata (libnftnl's udata.h).
const (
	udataKeyOrder     = 0
	udataDataOrder    = 1
	udataMerge        = 2
	udataKeyTypeof    = 3
	udataDataTypeof   = 4
	udataComment      = 7
	udataDataInterval = 6

	// udataText is a comment, of all but sets.
	udataText = 0
	// udataOpen is of an element whose interval has no end.
	udataOpen = 1
)

// How nft numbers expressions in a typeof.
const (
	etypeVerdict = 1
	etypePayload = 7
	etypeMeta    = 9
	etypeCt      = 12
	etypeConcat  = 13
	etypeFIB     = 26
	etypeNumgen  = 23
)

func families() map[string]uint8 {
	return map[string]uint8{
		"ip": unix.NFPROTO_IPV4, "ip6": unix.NFPROTO_IPV6, "inet": unix.NFPROTO_INET, "arp": unix.NFPROTO_ARP, "bridge": unix.NFPROTO_BRIDGE,
		"netdev": unix.NFPROTO_NETDEV,
	}
}

// hooks are the numbers of the hooks, in all families that have them.
func hooks() map[string]uint32 {
	return map[string]uint32{
		"prerouting": unix.NF_INET_PRE_ROUTING, "input": unix.NF_INET_LOCAL_IN, "forward": unix.NF_INET_FORWARD, "output": unix.NF_INET_LOCAL_OUT,
		"postrouting": unix.NF_INET_POST_ROUTING,
	}
}

func verdicts() map[string]int32 {
	return map[string]int32{
		"drop": drop, "accept": accept, "continue": unix.NFT_CONTINUE, "jump": unix.NFT_JUMP, "goto": unix.NFT_GOTO, "return": unix.NFT_RETURN,
	}
}

func operators() map[string]uint32 {
	return map[string]uint32{
		"": unix.NFT_CMP_EQ, "==": unix.NFT_CMP_EQ, "!=": unix.NFT_CMP_NEQ, "<": unix.NFT_CMP_LT, "<=": unix.NFT_CMP_LTE, ">": unix.NFT_CMP_GT,
		">=": unix.NFT_CMP_GTE,
	}
}

// limitUnits are the units of a limit, in seconds.
func limitUnits() map[string]uint64 {
	return map[string]uint64{"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800}
}

// natFlags are the flags of a translation (nf_nat.h).
func natFlags() []struct {
	name string
	flag uint32
} {
	return []struct {
		name string
		flag uint32
	}{{"random", unix.NF_NAT_RANGE_PROTO_RANDOM}, {"fully-random", unix.NF_NAT_RANGE_PROTO_RANDOM_FULLY}, {"persistent", unix.NF_NAT_RANGE_PERSISTENT}}
}

func nameOf[T comparable](all map[string]T, want T) string {
	for name, v := range all {
		if v == want && name != "" && name != "==" {
			return name
		}
	}
	return ""
}
