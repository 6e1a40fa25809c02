namespace FlexCore.Application.Projections;

/// <summary>The bounds of read models.</summary>
public static class ReadModelLimits
{
    /// <summary>The most bytes of one document: 1 MiB. An event that would make it larger is parked.</summary>
    public const int DocumentBytesMax = 1024 * 1024;

    /// <summary>The most entries of a list, unless the projection says another number.</summary>
    public const int ListMax = 1_000;

    /// <summary>The most documents that one event may change.</summary>
    public const int KeysPerEventMax = 100;

    /// <summary>The most characters of a document's key.</summary>
    public const int KeyLengthMax = 500;

    /// <summary>The most documents of one page of a list.</summary>
    public const int PageMax = 1_000;
}
