namespace FlexCore.Streams.Tests.Expressions;

/// <summary>In which order the fields of objects are shown.</summary>
internal enum FieldOrder
{
    /// <summary>As the value has them.</summary>
    AsIs,

    /// <summary>In alphabetical order: JavaScript moves names that are integers to the front, we do not.</summary>
    Sorted,
}
