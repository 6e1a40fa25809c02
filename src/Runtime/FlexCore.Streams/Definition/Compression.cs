namespace FlexCore.Streams.Definition;

/// <summary>How stored data is compressed.</summary>
public enum Compression
{
    /// <summary>gzip when the data begins with gzip's magic bytes, else none.</summary>
    Auto,

    /// <summary>Not compressed.</summary>
    None,

    /// <summary>gzip, of one member or several.</summary>
    Gzip,
}
