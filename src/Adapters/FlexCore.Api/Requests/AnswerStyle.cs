namespace FlexCore.Api.Requests;

/// <summary>How errors are written.</summary>
internal enum AnswerStyle
{
    /// <summary>RFC 9457 JSON.</summary>
    Problem,

    /// <summary>One line of text, as the classic services did.</summary>
    Text,
}
