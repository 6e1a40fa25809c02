namespace FlexCore.Domain.Schedules;

/// <summary>Why a schedule fires.</summary>
public enum FiringOrigin
{
    /// <summary>It was due.</summary>
    Due = 0,

    /// <summary>It was due while nobody could fire.</summary>
    CatchUp = 1,

    /// <summary>Somebody asked for a time of the past.</summary>
    Backfill = 2,

    /// <summary>Somebody asked for it now.</summary>
    Manual = 3,
}
