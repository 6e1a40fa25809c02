namespace FlexCore.Streams.Definition;

/// <summary>How a poll finds its further pages. Exactly one of <see cref="Link"/>, <see cref="Next"/>, <see cref="Number"/> and <see cref="Cursor"/> is set.</summary>
public sealed record PollPages
{
    /// <summary>The place in the file.</summary>
    public Mark Mark { get; init; }

    /// <summary>Whether the <c>Link</c> header with <c>rel="next"</c> names the next page.</summary>
    public bool Link { get; init; }

    /// <summary>An expression that gives the address of the next page, absolute or relative; null, missing or empty text ends the poll.</summary>
    public DefinitionText? Next { get; init; }

    /// <summary>The query parameter that takes the page's number; a page without records ends the poll.</summary>
    public DefinitionText? Number { get; init; }

    /// <summary>With <see cref="Number"/>: the number of the first page.</summary>
    /// <value>The default value is 1.</value>
    public int First { get; init; } = 1;

    /// <summary>An expression that gives the place behind the page; the next poll goes on there, also after a restart.</summary>
    public DefinitionText? Cursor { get; init; }

    /// <summary>With <see cref="Cursor"/>: the query parameter that takes it.</summary>
    /// <value>The default value is <c>cursor</c>.</value>
    public DefinitionText Parameter { get; init; } = "cursor";

    /// <summary>An expression; when it is truthy, the page is the last one of the poll.</summary>
    public DefinitionText? Stop { get; init; }

    /// <summary>The most pages of one poll.</summary>
    /// <value>The default value is 1,000.</value>
    public int Limit { get; init; } = 1000;
}
