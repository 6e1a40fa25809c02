namespace FlexCore.Application.EventTransfer;

/// <summary>A place in an export at which everything before it is known to be whole.</summary>
/// <param name="Events">How many events stand between the header and it.</param>
/// <param name="Hash">The SHA-256 of all bytes from the header up to it, as lower-case hexadecimal digits.</param>
/// <param name="Cursor">The cursor to go on from.</param>
public sealed record EventFilePlace(long Events, string Hash, string Cursor);
