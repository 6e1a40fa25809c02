namespace FlexCore.Hosting.Engine;

/// <summary>What a node runs on.</summary>
public enum EngineKind
{
    /// <summary>One process with one SQLite file. Needs nothing.</summary>
    Embedded,

    /// <summary>A member of a cluster whose nodes share one PostgreSQL.</summary>
    Postgres,
}
