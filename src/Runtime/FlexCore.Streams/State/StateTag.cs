namespace FlexCore.Streams.State;

/// <summary>How a value is coded in a checkpoint. The numbers are part of the format and never change their meaning.</summary>
internal enum StateTag : byte
{
    Undefined = 0,
    Null = 1,
    False = 2,
    True = 3,
    Number = 4,
    ExactNumber = 5,
    Utf8 = 6,
    Utf16 = 7,
    Array = 8,
    Object = 9,
}
