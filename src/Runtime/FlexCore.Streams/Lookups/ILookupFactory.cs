using FlexCore.Streams.Definition;

namespace FlexCore.Streams.Lookups;

/// <summary>Makes readers of one kind of lookup table. Adapters add kinds (the SQLite table) by handing a factory to the compiler.</summary>
public interface ILookupFactory
{
    /// <summary>Makes a reader; opens nothing yet.</summary>
    /// <param name="table">The table, with an absolute path.</param>
    /// <returns>The reader, or <see langword="null"/> when the factory does not know this kind.</returns>
    ILookupReader? Create(LookupTableDefinition table);
}
