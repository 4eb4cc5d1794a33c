"""How the tables and their columns are headed in files meant for people."""

from typing import Final

LANGUAGES: Final = ("en", "zh-Hans")
"""The languages of the headings, in the order in which each entry below gives them."""

_Heading = tuple[str, str]

TABLE_HEADINGS: Final[dict[str, _Heading]] = {
    "customers": ("Customers", "客户"),
    "orders": ("Orders", "订单"),
    "subscriptions": ("Subscriptions", "订阅"),
    "survey_responses": ("Survey responses", "问卷答案"),
    "tickets": ("Tickets", "服务工单"),
    "interactions": ("Interactions", "联系记录"),
    "campaign_sends": ("Campaign sends", "营销发送"),
    "invoices": ("Invoices", "应收账单"),
    "events": ("Web events", "网站行为"),
    "retention_actions": ("Retention actions", "挽留记录"),
    "attributes": ("Attributes", "客户属性"),
}

SET_ASIDE: Final = (
    ("Row (leave as it is)", "Why it was set aside"),
    ("行号（请勿改动）", "搁置原因"),
)
"""The two columns in front of rows that were set aside, by which they are known again."""

_EVERYWHERE: Final[dict[str, _Heading]] = {"customer_id": ("Customer ID", "客户编号")}

_OF_TABLE: Final[dict[str, dict[str, _Heading]]] = {
    "customers": {
        "name": ("Customer name", "客户名称"),
        "email": ("Email", "电子邮箱"),
        "phone": ("Phone", "手机号"),
        "customer_type": ("Customer type", "客户类型"),
        "joined_on": ("Join date", "注册日期"),
        "left_on": ("Churn date", "流失日期"),
        "is_churned": ("Churned", "是否流失"),
        "tenure_months": ("Tenure months", "在网月数"),
        "birth_on": ("Date of birth", "出生日期"),
        "age": ("Age", "年龄"),
        "gender": ("Gender", "性别"),
        "income": ("Income level", "收入水平"),
        "occupation": ("Occupation", "职业"),
        "city": ("City", "城市"),
        "region": ("Region", "大区"),
        "country": ("Country", "国家"),
        "industry": ("Industry", "行业"),
        "life_stage": ("Life stage", "人生阶段"),
        "tier": ("Member level", "会员等级"),
        "member_since": ("Member since", "会员开通日期"),
        "plan": ("Plan", "套餐"),
        "contract": ("Contract type", "合约类型"),
        "contract_ends_on": ("Contract end date", "合约到期日"),
        "leaving_fee": ("Early termination fee", "提前解约金"),
        "points_balance": ("Points balance", "积分余额"),
        "monthly_amount": ("Monthly fee", "月费"),
        "acquisition_channel": ("Acquisition channel", "获客渠道"),
        "preferred_channel": ("Preferred channel", "偏好渠道"),
        "referred_by": ("Referred by", "推荐人编号"),
        "owner": ("Account manager", "客户经理"),
        "has_marketing_consent": ("Marketing consent", "接受营销"),
        "leaving_reason": ("Churn reason", "流失原因"),
        "category_spend": ("Category spend", "品类年总支出"),
        "wallet_share": ("Share of wallet", "钱包份额"),
    },
    "orders": {
        "order_id": ("Order ID", "订单编号"),
        "ordered_at": ("Order date", "下单时间"),
        "amount": ("Order amount", "订单金额"),
        "currency": ("Currency", "币种"),
        "margin": ("Margin", "毛利"),
        "quantity": ("Quantity", "数量"),
        "product": ("Product name", "商品名称"),
        "category": ("Product category", "商品类别"),
        "channel": ("Order channel", "下单渠道"),
        "discount": ("Discount", "折扣"),
        "is_returned": ("Returned", "是否退货"),
    },
    "subscriptions": {
        "started_on": ("Subscription start date", "订阅开始日期"),
        "ended_on": ("Subscription end date", "订阅结束日期"),
        "tenure_months": ("Tenure months", "订阅月数"),
        "is_ended": ("Is ended", "是否结束"),
        "plan": ("Subscription plan", "订阅套餐"),
        "leaving_fee": ("Early termination fee", "提前解约金"),
        "monthly_amount": ("Monthly fee", "月费"),
        "leaving_reason": ("Cancellation reason", "退订原因"),
        "is_voluntary": ("Is voluntary", "是否主动"),
    },
    "survey_responses": {
        "response_id": ("Response ID", "答卷编号"),
        "answered_at": ("Answered at", "答题时间"),
        "sent_at": ("Survey sent at", "发送时间"),
        "instrument": ("Survey type", "问卷类型"),
        "item": ("Question", "题目"),
        "score": ("Score", "评分"),
        "scale_min": ("Scale min", "最低分"),
        "scale_max": ("Scale max", "最高分"),
        "touchpoint": ("Touchpoint", "触点"),
        "comment": ("Comment", "评论"),
    },
    "tickets": {
        "ticket_id": ("Ticket ID", "工单编号"),
        "opened_at": ("Opened at", "工单创建时间"),
        "first_replied_at": ("First replied at", "首次响应时间"),
        "resolved_at": ("Resolved at", "解决时间"),
        "followed_up_at": ("Followed up at", "回访时间"),
        "due_at": ("Due at", "应完成时间"),
        "channel": ("Ticket channel", "受理渠道"),
        "topic": ("Topic", "问题类型"),
        "priority": ("Priority", "优先级"),
        "is_complaint": ("Is complaint", "是否投诉"),
        "reopened_count": ("Reopen count", "重开次数"),
        "agent": ("Agent", "处理人"),
        "score": ("Score", "评分"),
    },
    "interactions": {
        "contacted_at": ("Contacted at", "联系时间"),
        "channel": ("Contact method", "联系方式"),
        "direction": ("Direction", "呼叫方向"),
        "agent": ("Agent", "跟进人"),
        "purpose": ("Purpose", "联系目的"),
        "minutes": ("Minutes", "时长分钟"),
    },
    "campaign_sends": {
        "campaign": ("Campaign name", "活动名称"),
        "sent_at": ("Sent at", "发送时间"),
        "channel": ("Channel", "发送渠道"),
        "offer": ("Offer", "优惠"),
        "is_control": ("Control group", "是否对照组"),
        "is_delivered": ("Delivered", "是否送达"),
        "is_clicked": ("Clicked", "是否点击"),
        "is_converted": ("Converted", "是否转化"),
        "revenue": ("Attributed revenue", "转化金额"),
        "cost": ("Send cost", "成本"),
    },
    "invoices": {
        "invoice_id": ("Invoice ID", "账单编号"),
        "due_on": ("Due date", "应付日期"),
        "amount": ("Amount due", "应收金额"),
        "paid_on": ("Paid on", "回款日期"),
        "paid_amount": ("Paid amount", "回款金额"),
    },
    "events": {
        "happened_at": ("Event time", "行为时间"),
        "session_id": ("Session ID", "会话编号"),
        "page": ("Page", "访问页面"),
        "event": ("Event name", "行为类型"),
    },
    "retention_actions": {
        "flagged_at": ("Flagged at", "预警时间"),
        "reason": ("Warning reason", "预警原因"),
        "is_control": ("Control group", "对照组"),
        "offer": ("Retention offer", "挽留方案"),
        "contacted_at": ("Contacted at", "挽留时间"),
        "came_back_at": ("Came back at", "回归时间"),
        "score": ("Score", "评分"),
    },
    "attributes": {"name": ("Attribute", "属性"), "value": ("Value", "值")},
}


def table_heading(table: str, language: str) -> str:
    """What a table is called; ValueError for a language without headings."""
    return TABLE_HEADINGS[table][LANGUAGES.index(language)]


def heading(table: str, column: str, language: str) -> str:
    """What a column of a table is headed; ValueError for a language without headings."""
    found = _EVERYWHERE.get(column) or _OF_TABLE[table][column]
    return found[LANGUAGES.index(language)]


def set_aside_headings(language: str) -> tuple[str, str]:
    """What heads the place and the reason of rows that were set aside."""
    return SET_ASIDE[LANGUAGES.index(language)]
