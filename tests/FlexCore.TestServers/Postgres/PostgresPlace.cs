namespace FlexCore.TestServers.Postgres;

/// <summary>Where a server keeps its files: a folder that exists, is its own, and outlives it.</summary>
/// <param name="Folder">Everything but what is named below.</param>
/// <param name="WalFolder">The write-ahead log; an empty folder, or <see langword="null"/> for the same place.</param>
public sealed record PostgresPlace(string Folder, string? WalFolder = null);
