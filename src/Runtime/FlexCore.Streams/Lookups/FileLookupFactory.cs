using FlexCore.Streams.Definition;

namespace FlexCore.Streams.Lookups;

/// <summary>Makes readers of lookup tables in files.</summary>
internal sealed class FileLookupFactory : ILookupFactory
{
    /// <inheritdoc/>
    public ILookupReader? Create(LookupTableDefinition table) => table is FileLookupDefinition file ? new FileLookupReader(file) : null;
}
