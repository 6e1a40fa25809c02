namespace FlexCore.Application.EventTypes;

/// <summary>An event's data as it is read: of the newest version, or as it is stored, and never anything in between.</summary>
/// <param name="Version">The version of the data.</param>
/// <param name="Data">The data as JSON.</param>
/// <param name="Fault">Why the data is as it is stored although its type has another newest version; <see langword="null"/> when it is as it should be.</param>
public readonly record struct UpcastOutcome(int Version, string Data, string? Fault);
