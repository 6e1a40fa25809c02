namespace FlexCore.Persistence.Sqlite.Opening;

/// <summary>What a look at a store found. Nothing was changed.</summary>
/// <param name="Exists">Whether there is a database yet.</param>
/// <param name="SchemaVersion">The database's schema version; 0 without a database.</param>
/// <param name="KnownVersion">The newest version that this program knows.</param>
/// <param name="Bytes">The size of the database and its write-ahead log.</param>
/// <param name="Damage">What SQLite's own check found; <see langword="null"/> when it found nothing.</param>
public sealed record StoreReport(bool Exists, int SchemaVersion, int KnownVersion, long Bytes, string? Damage);
