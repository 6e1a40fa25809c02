namespace FlexCore.Streams.Explaining;

/// <summary>How often a record's effect happens at a sink, whatever stops and crashes come in between.</summary>
public enum DeliveryGuarantee
{
    /// <summary>Once.</summary>
    ExactlyOnce,

    /// <summary>Once, or again for records since the last checkpoint.</summary>
    AtLeastOnce,

    /// <summary>Once, when the run reaches its end; a run that is interrupted publishes nothing and begins again.</summary>
    AllOrNothing,
}
