using System.Text;

namespace FlexCore.Hocon;

/// <summary>A resolved, immutable value: no substitution is left in it. Safe to share between threads.</summary>
public abstract partial class HoconValue
{
    private protected HoconValue(HoconOrigin origin) => Origin = origin;

    /// <summary>Where the value was written.</summary>
    public HoconOrigin Origin { get; }

    /// <summary>The type.</summary>
    public abstract HoconValueKind Kind { get; }

    /// <summary>The number of values in this tree, itself included; a shared part counts each time it appears.</summary>
    public abstract long TreeSize { get; }

    /// <summary>Renders the value as JSON on one line.</summary>
    /// <returns>The text.</returns>
    public string ToJson()
    {
        var text = new StringBuilder();
        WriteJson(text);
        return text.ToString();
    }

    /// <summary>Renders the value as JSON.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => ToJson();

    internal abstract void WriteJson(StringBuilder text);
}
