using System.Text;

namespace FlexCore.Hocon;

/// <summary>A null, boolean, number or string.</summary>
public sealed class HoconScalar : HoconValue
{
    internal HoconScalar(HoconValueKind kind, string text, HoconOrigin origin)
        : base(origin)
    {
        Kind = kind;
        Text = text;
    }

    /// <inheritdoc/>
    public override HoconValueKind Kind { get; }

    /// <inheritdoc/>
    public override long TreeSize => 1;

    /// <summary>The content: a string without its quotes, a number as it was written, or <c>true</c>, <c>false</c>, <c>null</c>.</summary>
    public string Text { get; }

    internal override void WriteJson(StringBuilder text)
    {
        if (Kind == HoconValueKind.String)
        {
            JsonText.WriteString(text, Text);
        }
        else
        {
            text.Append(Kind == HoconValueKind.Number ? JsonText.Number(Text) : Text);
        }
    }
}
