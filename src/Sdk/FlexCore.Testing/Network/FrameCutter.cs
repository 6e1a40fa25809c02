namespace FlexCore.Testing.Network;

/// <summary>Finds the first piece in bytes that have come, so that a fault meets whole frames.</summary>
/// <param name="bytes">What has come and was not handed on.</param>
/// <returns>The length of the first piece; 0 while it has not come completely.</returns>
public delegate int FrameCutter(ReadOnlySpan<byte> bytes);
