package topo

// LinkStats are a link's counters since it was made, in the kernel's order and words (struct rtnl_link_stats64 of if_link.h).
type LinkStats struct {
	RxPackets, TxPackets, RxBytes, TxBytes, RxErrors, TxErrors, RxDropped, TxDropped, Multicast, Collisions uint64

	RxLengthErrors, RxOverErrors, RxCRCErrors, RxFrameErrors, RxFifoErrors, RxMissedErrors uint64
	TxAbortedErrors, TxCarrierErrors, TxFifoErrors, TxHeartbeatErrors, TxWindowErrors      uint64
	RxCompressed, TxCompressed, RxNohandler                                                uint64

	CarrierChanges uint32 // how often the carrier came or went (IFLA_CARRIER_CHANGES)
}
