using FlexCore.Streams.Definition;
using FlexCore.Streams.Lookups;

namespace FlexCore.Persistence.Sqlite.Lookups;

/// <summary>Makes readers of lookup tables in SQLite databases.</summary>
/// <remarks>Stateless and thread-safe.</remarks>
public sealed class SqliteLookupFactory : ILookupFactory
{
    /// <inheritdoc/>
    public ILookupReader? Create(LookupTableDefinition table) => table is SqliteLookupDefinition sqlite ? new SqliteLookupReader(sqlite) : null;
}
