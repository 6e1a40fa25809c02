namespace FlexCore.Application.EventIndex;

/// <summary>How many events of a type there are.</summary>
/// <param name="Kind">The kind of entity.</param>
/// <param name="Type">The type.</param>
/// <param name="Events">How many.</param>
public readonly record struct EventCount(string Kind, string Type, long Events);
