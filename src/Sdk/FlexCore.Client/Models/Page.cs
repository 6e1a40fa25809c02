namespace FlexCore.Client.Models;

/// <summary>A part of a list.</summary>
/// <typeparam name="T">The entries.</typeparam>
/// <param name="Items">The entries of this part.</param>
/// <param name="Total">How many entries the whole list has.</param>
/// <param name="Offset">How many were left out from the front.</param>
/// <param name="Limit">The most entries that were asked for.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, int Total, int Offset, int Limit);
