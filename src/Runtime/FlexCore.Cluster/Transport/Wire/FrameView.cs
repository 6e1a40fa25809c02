namespace FlexCore.Cluster.Transport.Wire;

/// <summary>A received frame whose checksum fits.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Which request it belongs to.</param>
/// <param name="Body">Its body, valid until the next read.</param>
internal readonly record struct FrameView(FrameKind Kind, ulong Id, ReadOnlyMemory<byte> Body);
