namespace FlexCore.Streams.Definition;

/// <summary>What a text field is converted to.</summary>
public enum FieldKind
{
    /// <summary>Stays text.</summary>
    String,

    /// <summary>A number; other text fails the record. Empty text becomes <c>null</c>.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>; other text fails the record. Empty text becomes <c>null</c>.</summary>
    Boolean,
}
