namespace FlexCore.Streams.UserOperators;

/// <summary>A field of the records that an operator sees: found once when the pipeline is compiled, so that access costs no search.</summary>
/// <remarks>Comes from an <see cref="OperatorSetup"/>; means something only to the operator that was made with it.</remarks>
public readonly record struct Field
{
    internal Field(int slot) => Slot = slot;

    internal int Slot { get; }
}
